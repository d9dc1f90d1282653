import assert from "node:assert/strict";
import { eventually } from "../../commands/drill/lab/eventually";
import { KIB_PER_CONNECTION } from "../../components/front-door/proxy/haproxy-sections";
import { renderHaproxyConfig } from "../../components/front-door/proxy/haproxy-config";
import { figure } from "../support/lab-figures";
import { RawClient } from "../support/raw-client";
import { RoutingLab } from "../support/routing-lab";
import { reservePorts } from "../../bench/labs/reserve-port";

const CLIENTS = 200;

describe("memory of a connection in mode http", () => {
  const lab = new RoutingLab();
  const clients: RawClient[] = [];
  let port: number;

  before(async () => {
    const [own, healthPort] = (await reservePorts(2)) as [number, number];
    port = own;
    const config = renderHaproxyConfig({
      mode: "http",
      ports: [port],
      healthPort,
      resolver: "127.0.0.1:9",
      backend: await lab.startBackend("web"),
      limits: { connections: 500 },
    });
    await lab.startConfig(config, healthPort);
  });
  after(async () => {
    for (const client of clients) client.end();
    await lab.close();
  });

  it("is what sizes are made from while 64 kB of headers are under way", async () => {
    const before = await lab.residentKib();
    for (let opened = 0; opened < CLIENTS; opened++) {
      const client = new RawClient(port);
      client.send("GET / HTTP/1.1", `Cookie: ${"c".repeat(64_000)}`);
      clients.push(client);
    }
    const each = async () => ((await lab.residentKib()) - before) / CLIENTS;
    // Headers that end before the buffer is full, so that it is in use as a whole.
    await eventually(async () => (await each()) > 60);
    const kib = await each();
    figure("A connection with 64 kB of headers under way", `${kib.toFixed(1)} KiB`);
    assert.ok(kib < 1.1 * KIB_PER_CONNECTION, `${kib} KiB`);
  });
});
