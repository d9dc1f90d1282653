import assert from "node:assert/strict";
import { eventually } from "../../commands/drill/lab/eventually";
import { renderHaproxyConfig } from "../../components/front-door/proxy/haproxy-config";
import { DemoBackend, get } from "../support/demo-backend";
import { RoutingLab, ask } from "../support/routing-lab";
import { reservePorts } from "../../bench/labs/reserve-port";

describe("PROXY protocol to the demonstration server", () => {
  const lab = new RoutingLab();
  const backend = new DemoBackend();
  const HOST = "demo.lab.internal";
  let ports: readonly number[];

  before(async () => {
    ports = await reservePorts(3);
    const [port, healthPort, demoPort] = ports as [number, number, number];
    await backend.start({ color: "blue", version: "1", port: demoPort, tls: true });
    lab.name(HOST);
    const config = renderHaproxyConfig({
      ports: [port],
      healthPort,
      resolver: "127.0.0.1:9",
      proxyProtocol: true,
      limits: { connections: 100 },
      backend: { host: HOST, port: demoPort, healthPath: "/health", healthTls: true, slots: 1 },
    });
    await lab.startConfig(config, healthPort);
  });
  after(async () => {
    backend.stop();
    await lab.close();
  });

  /** What the server answers over TLS, to an address of this machine. */
  const about = async (port: number, from: string) =>
    JSON.parse((await get("https", port, "/", from)).body) as Record<string, string>;

  it("tells it who the client is, through TLS that HAProxy does not read", async () => {
    const { color, client } = await about(ports[0]!, "127.0.0.7");
    assert.deepEqual([color, client], ["blue", "127.0.0.7"]);
  });

  it("passes HAProxy's own checks", async () => {
    const health = () => ask({ port: ports[1]!, path: "/health" });
    await eventually(async () => (await health()).status === 200);
    assert.match(await lab.answers("show stat"), /^live,live-1,.*,UP,/m);
  });

  it("is not needed by the checks of a target group", async () => {
    const { color, client } = await about(ports[2]!, "127.0.0.1");
    assert.deepEqual([color, client], ["blue", undefined]);
  });
});
