import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { renderRoutingConfig } from "../../../components/front-door/address-pair/routing-config";
import { renderHaproxyConfig } from "../../../components/front-door/proxy/haproxy-config";
import { figure } from "../../support/lab-figures";
import { RoutingLab, ask } from "../../support/routing-lab";
import { type Sent, attack } from "./attack";
import { FORGED, mutatedRequests } from "./mutations";
import { StrictBackend } from "./strict-backend";
import { reservePorts } from "../../../bench/labs/reserve-port";

interface Ports {
  readonly port: number;
  readonly healthPort: number;
}

const CONTAINER = join(__dirname, "../../../node/container/haproxy.cfg");

const HOST = "backend.lab.internal";
const RESOLVER = "127.0.0.1:9";

const CONFIGS: Readonly<Record<string, (ports: Ports, backend: number) => string>> = {
  "mode http": ({ port, healthPort }, backend) =>
    renderHaproxyConfig({
      mode: "http",
      ports: [port],
      healthPort,
      resolver: RESOLVER,
      limits: { connections: 500 },
      backend: { host: HOST, port: backend, healthPath: "/health", slots: 1 },
    }),
  "routing of a pair": ({ port, healthPort }, backend) =>
    renderRoutingConfig({
      ports: [port],
      healthPort,
      resolver: RESOLVER,
      limits: { connections: 500 },
      backends: { one: { host: HOST, port: backend, healthPath: "/health", slots: 1 } },
      default: "one",
      rules: [],
    }),
  "the container": ({ port, healthPort }, backend) => {
    const environment: Record<string, string> = {
      BALANCED_ENDPOINT: `${HOST}:${backend}`,
      HEALTH_PATH: "/health",
      PORT: `${port}`,
      PUBLIC_PORT: "80",
      HEALTH_PORT: `${healthPort}`,
      MAX_CONNECTIONS: "500",
      SOURCE_CONNECTIONS: "500",
      SOURCE_NEW: "500",
      IDLE_SECONDS: "360",
      TUNNEL_SECONDS: "3600",
      CONNECT_MS: "250",
    };
    const text = readFileSync(CONTAINER, "utf8");
    return text.replace(/\$\{(\w+)\}/g, (_, name: string) => environment[name] ?? `no ${name}`);
  },
};

function statusesOf(sent: readonly Sent[]): Record<string, number> {
  const statuses: Record<string, number> = {};
  for (const { answer } of sent) {
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? "none";
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  return statuses;
}

/** Sends mutated requests through HAProxy in every mode that reads HTTP. */
export function fuzzRequests(count: number, seed: number): void {
  describe("mutated requests", () => {
    for (const [mode, render] of Object.entries(CONFIGS)) {
      it(`neither end HAProxy nor reach the backend as two: ${count} of them, ${mode}`, async () => {
        const backend = await StrictBackend.open();
        const lab = new RoutingLab();
        try {
          const [port, healthPort] = (await reservePorts(2)) as [number, number];
          lab.name(HOST);
          await lab.startConfig(render({ port, healthPort }, backend.port), healthPort);
          const statuses = statusesOf(await attack(port, mutatedRequests(count, seed)));
          // What is still on its way.
          await sleep(1_000);
          const { requests, smuggled, refused } = backend;
          figure(
            `Mutated requests, ${mode}`,
            `${count} sent (seed ${seed}): ${JSON.stringify(statuses)}; the backend read ${requests.length}`,
          );
          assert.deepEqual(smuggled.slice(0, 9), []);
          assert.deepEqual(refused.slice(0, 9), []);
          assert.ok(requests.length > count / 20, `only ${requests.length} came to the backend`);
          assert.doesNotMatch(lab.output, /ALERT|Segmentation|exited with code/);
          assert.equal((await ask({ port })).status, 200);
        } finally {
          await lab.close();
          backend.close();
        }
      });
    }

    it("are found by the backend where HAProxy is not between", async () => {
      const backend = await StrictBackend.open();
      try {
        await attack(backend.port, mutatedRequests(200, seed));
        assert.ok(backend.smuggled.some(({ from }) => from[0] === FORGED));
        assert.ok(backend.refused.length > 0);
      } finally {
        backend.close();
      }
    });
  });
}
