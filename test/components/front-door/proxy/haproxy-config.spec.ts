import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderHaproxyConfig } from "../../../../components/front-door/proxy/haproxy-config";
import type { HaproxySettings } from "../../../../components/front-door/proxy/haproxy-settings";

const golden = join(__dirname, "../../../golden/haproxy");
const host = "live.holdfast.internal";
const backend = { host, port: 443 };

/** One for each mode; the lab tests give them to HAProxy. */
const MODES: Record<string, HaproxySettings<string>> = {
  "tcp.cfg": { backend },
  "tcp-health-path.cfg": { backend: { ...backend, healthPath: "/health" } },
  "tcp-proxy-protocol.cfg": { backend, proxyProtocol: true },
  "http.cfg": {
    mode: "http",
    ports: [80, 8080],
    backend: { host, port: 80, healthPath: "/health" },
    metricsPort: 8405,
    limits: { connections: 500, perSource: { connections: 50, newPerTenSeconds: 100 } },
    idleTimeoutSeconds: 6_000,
    logs: "errors",
  },
};

describe("renderHaproxyConfig", () => {
  for (const [file, settings] of Object.entries(MODES)) {
    it(`renders ${file}`, () => {
      const text = renderHaproxyConfig(settings);
      if (process.env["UPDATE_GOLDEN"]) writeFileSync(join(golden, file), text);
      assert.equal(text, readFileSync(join(golden, file), "utf8"));
    });
  }

  it("has no golden file of a mode that is gone", () => {
    assert.deepEqual(readdirSync(golden).sort(), Object.keys(MODES).sort());
  });

  const lines = (settings: Partial<HaproxySettings<string>>) =>
    renderHaproxyConfig({ backend, ...settings })
      .split("\n")
      .map((line) => line.trim());

  it("asks a backend without TLS for its health path without TLS", () => {
    const plain = lines({ backend: { host, port: 8080, healthPath: "/" } });
    assert.ok(!plain.some((line) => line.includes("check-ssl")));
    const tls = lines({ backend: { host, port: 8080, healthPath: "/", healthTls: true } });
    assert.ok(tls.includes("default-server check-ssl verify none"));
  });

  it("has as many slots as the backend may have addresses", () => {
    const one = lines({ backend: { ...backend, slots: 1 } });
    assert.ok(one.includes(`server-template live- 1 ${host}:443`));
  });

  it("has no metrics unless they are asked for", () => {
    assert.ok(!lines({}).some((line) => line.includes("prometheus")));
  });
});
