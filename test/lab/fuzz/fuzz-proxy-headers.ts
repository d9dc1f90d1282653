import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { renderHaproxyConfig } from "../../../components/front-door/proxy/haproxy-config";
import { figure } from "../../support/lab-figures";
import { RoutingLab } from "../../support/routing-lab";
import { attack } from "./attack";
import { mutatedProxyHeaders } from "./mutations";
import { ProxyReader } from "./proxy-reader";
import { reservePorts } from "../../../bench/labs/reserve-port";

const HOST = "backend.lab.internal";

/** Clients that claim to be others by a header of the PROXY protocol, through HAProxy that sends one itself. */
export function fuzzProxyHeaders(count: number, seed: number): void {
  it(`never says that a client is another: ${count} mutated headers of the PROXY protocol`, async () => {
    const backend = await ProxyReader.open();
    const lab = new RoutingLab();
    try {
      const [port, healthPort] = (await reservePorts(2)) as [number, number];
      lab.name(HOST);
      const config = renderHaproxyConfig({
        mode: "tcp",
        ports: [port],
        healthPort,
        resolver: "127.0.0.1:9",
        limits: { connections: 500 },
        proxyProtocol: true,
        backend: { host: HOST, port: backend.port, slots: 1 },
      });
      await lab.startConfig(config, healthPort);
      const headers = mutatedProxyHeaders(count, seed);
      const sent = await attack(port, headers);
      await sleep(1_000);
      const bytesFrom = new Map(sent.map(({ from }, index) => [from, headers[index]!]));
      const wrong = backend.connections.filter(
        ({ from, bytes }) => !from || !bytesFrom.get(from)?.equals(bytes),
      );
      figure(
        "Mutated PROXY headers",
        `${count} sent (seed ${seed}): the backend read ${backend.connections.length} connections`,
      );
      assert.deepEqual(wrong, []);
      assert.ok(backend.connections.length > count / 2);
      assert.doesNotMatch(lab.output, /ALERT|Segmentation|exited with code/);
    } finally {
      await lab.close();
      backend.close();
    }
  });
}
