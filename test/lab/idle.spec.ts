import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { eventually } from "../../commands/drill/lab/eventually";
import { renderHaproxyConfig } from "../../components/front-door/proxy/haproxy-config";
import { RawClient } from "../support/raw-client";
import { RoutingLab } from "../support/routing-lab";
import { reservePorts } from "../../bench/labs/reserve-port";

describe("idle connections", () => {
  let lab: RoutingLab;
  let port: number;
  let client: RawClient;

  async function open(idleTimeoutSeconds: number): Promise<void> {
    lab = new RoutingLab();
    const [clients, healthPort] = (await reservePorts(2)) as [number, number];
    port = clients;
    const config = renderHaproxyConfig({
      ports: [port],
      healthPort,
      resolver: "127.0.0.1:9",
      backend: await lab.startBackend("quiet"),
      limits: { connections: 100 },
      idleTimeoutSeconds,
    });
    await lab.startConfig(config, healthPort);
    client = new RawClient(port);
  }
  afterEach(async () => {
    client.end();
    await lab.close();
  });

  it("end after the time that the settings say", async () => {
    await open(1);
    await eventually(() => Promise.resolve(!client.isOpen));
  });

  it("last as long as AWS's NLB allows, and are kept by probes on both sides until then", async () => {
    await open(6_000);
    const session = async () =>
      / fe=clients .* exp=(\w+)/.exec(await lab.answers("show sess"))?.[1];
    await eventually(async () => /^1h(40|39)m/.test((await session()) ?? ""));
    const sockets = (filter: string) =>
      execFileSync("ss", ["-Htnop", "state", "established", filter], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes('"haproxy"'));
    for (const line of [
      ...sockets(`sport = :${port}`),
      ...sockets(`dport = :${lab.ports["quiet"]}`),
    ]) {
      assert.match(line, /timer:\(keepalive,(1min|\d+sec)/);
    }
    assert.equal(sockets(`sport = :${port}`).length, 1);
    assert.equal(sockets(`dport = :${lab.ports["quiet"]}`).length, 1);
  });
});
