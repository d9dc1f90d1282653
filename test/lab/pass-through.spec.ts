import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../commands/drill/lab/eventually";
import { ADDRESS, HOST } from "../support/lab";
import type { ClientReply, RequestTarget } from "../../commands/drill/lab/client";
import { quantile } from "../../bench/measure";
import { figure } from "../support/lab-figures";
import { DOOR, HEALTH, failures, useLab } from "./use-lab";

/** The port of the backend that keeps every byte. */
const TAP = 8443;

describe("pass-through", () => {
  const use = useLab("blue");
  before(() => void use.lab.pointTo("blue"));
  const serving = (target: RequestTarget) =>
    eventually(async () => (await use.client("ask", target)).status === 200, use.lab.proxyLog);

  it("carries TLS from client to backend without changing a byte", async () => {
    await use.lab.startHaproxy({ backend: { host: HOST, port: TAP } });
    await serving(DOOR);
    const { reply, sent, received } = await use.client("tapped", { ...DOOR, path: "/megabytes/1" });
    assert.deepEqual([reply.status, reply.bytes], [200, 1 << 20]);
    // A TLS record of a handshake, and an answer of a megabyte: not two empty texts.
    assert.match(sent, /^1603/);
    assert.ok(received.length / 2 > 1 << 20);
    await eventually(async () =>
      (await use.backends.blue("tapped")).some(
        (tap) => tap.received === sent && tap.sent === received,
      ),
    );
  });

  it("puts the client's address in front with PROXY protocol, and then changes no byte", async () => {
    await use.lab.startHaproxy({ proxyProtocol: true, backend: { host: HOST, port: TAP } });
    await eventually(async () => (await use.client("ask", HEALTH)).status === 200);
    const { sent } = await use.client("tapped", DOOR);
    const arrived = async () =>
      (await use.backends.blue("tapped")).find(({ received }) => received.endsWith(sent));
    await eventually(arrived);
    const { received } = (await arrived())!;
    const header = received.slice(0, received.length - sent.length);
    const hex = (address: string) => Buffer.from(address.split(".").map(Number)).toString("hex");
    // Signature, version 2 and PROXY, TCP over IPv4, 12 bytes of addresses and ports.
    const start = `0d0a0d0a000d0a515549540a2111000c${hex(ADDRESS.client)}${hex(ADDRESS.proxy)}`;
    assert.match(header, new RegExp(`^${start}[0-9a-f]{4}01bb$`));
  });

  it("tells the backend the client's address in mode http, whatever the client claims", async () => {
    const target = { ...DOOR, port: 80, tls: false, headers: { "X-Forwarded-For": "192.0.2.1" } };
    await use.lab.startHaproxy({ mode: "http", ports: [80], backend: { host: HOST, port: 80 } });
    await serving(target);
    const { headers } = await use.client("ask", target);
    assert.equal(headers["x-saw-forwarded"], ADDRESS.client);
  });

  it("ends a kept connection with an answer when HAProxy is reloaded, in mode http", async () => {
    const target = { ...DOOR, port: 80, tls: false };
    await use.lab.startHaproxy({ mode: "http", ports: [80], backend: { host: HOST, port: 80 } });
    await serving(target);
    const asked = use.client("inSequence", { target, count: 2, reuse: true, pauseMs: 2_000 });
    await sleep(1_000);
    await use.lab.reloadHaproxy();
    const connections = (await asked).map(({ headers }) => headers["connection"]);
    assert.deepEqual(connections, [undefined, "close"]);
  });

  it("serves all its ports", async () => {
    await use.lab.startHaproxy({ ports: [443, 8444] });
    await serving(DOOR);
    await serving({ ...DOOR, port: 8444 });
  });

  it("costs little beside a direct connection", async () => {
    await use.lab.startHaproxy({ ports: [80], logs: "errors", backend: { host: HOST, port: 80 } });
    const through: RequestTarget = { address: ADDRESS.proxy, port: 80, tls: false };
    const direct: RequestTarget = { ...through, address: ADDRESS.blue };
    await serving(through);
    const all: ClientReply[] = [];
    const measure = async (target: RequestTarget, count: number, reuse: boolean, path = "/") => {
      const replies = await use.client("inSequence", { target: { ...target, path }, count, reuse });
      all.push(...replies);
      return replies.map(({ milliseconds }) => milliseconds);
    };
    const compare = async (name: string, count: number, reuse: boolean) => {
      const times = { direct: [] as number[], through: [] as number[] };
      for (let round = 0; round < 4; round++) {
        times.direct.push(...(await measure(direct, count, reuse)));
        times.through.push(...(await measure(through, count, reuse)));
      }
      for (const share of [0.5, 0.99]) {
        const [one, other] = [quantile(times.direct, share), quantile(times.through, share)];
        const text = `${one.toFixed(2)} ms direct, ${other.toFixed(2)} ms through`;
        figure(`${name}, ${share === 0.5 ? "median" : "99 %"}`, text);
      }
    };
    await compare("Request on an open connection", 100, true);
    await compare("Request on a new connection", 100, false);
    const MEGABYTES = 64;
    const best = { direct: 0, through: 0 };
    for (let round = 0; round < 4; round++) {
      for (const [way, target] of Object.entries({ direct, through })) {
        const [time] = await measure(target, 1, false, `/megabytes/${MEGABYTES}`);
        const rate = Math.round((MEGABYTES * 1000) / time!);
        best[way as keyof typeof best] = Math.max(best[way as keyof typeof best], rate);
      }
    }
    figure("Download", `${best.direct} MiB/s direct, ${best.through} MiB/s through`);
    assert.deepEqual(failures(all), []);
  });
});
