import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type HaproxySettings,
  resolveHaproxySettings,
  validateHaproxySettings,
} from "../../../../components/front-door/proxy/haproxy-settings";

const backend = { host: "live.holdfast.internal", port: 443 };

type Wrong = [title: string, settings: Partial<HaproxySettings>, path: string, code: string];

const withBackend = (more: object) => ({ backend: { ...backend, ...more } });

const WRONG: readonly Wrong[] = [
  ["ports are empty", { ports: [] }, "ports", "no-ports"],
  ["a port is none", { ports: [70_000] }, "ports[0]", "not-a-port"],
  ["a port is named twice", { ports: [443, 443] }, "ports[1]", "port-taken"],
  ["a port is that of SSH", { ports: [22] }, "ports[0]", "ssh-port"],
  ["health has a client's port", { healthPort: 443 }, "healthPort", "port-taken"],
  ["metrics have health's port", { metricsPort: 9001 }, "metricsPort", "port-taken"],
  ["mode http has the port of HTTPS", { mode: "http" }, "ports[0]", "https-port-in-http-mode"],
  [
    "the backend is an address",
    withBackend({ host: "10.0.0.1" }),
    "backend.host",
    "address-for-name",
  ],
  [
    "the backend's name has upper case",
    withBackend({ host: "Live.internal" }),
    "backend.host",
    "not-a-full-name",
  ],
  [
    "the backend's name has no domain",
    withBackend({ host: "live" }),
    "backend.host",
    "not-a-full-name",
  ],
  ["the backend's port is none", withBackend({ port: 0 }), "backend.port", "not-a-port"],
  ["there are no slots", withBackend({ slots: 0 }), "backend.slots", "out-of-range"],
  [
    "the health path is none",
    withBackend({ healthPath: "health" }),
    "backend.healthPath",
    "not-a-path",
  ],
  [
    "the health path would end its line",
    withBackend({ healthPath: "/x\nserver y 10.0.0.1:1" }),
    "backend.healthPath",
    "not-a-path",
  ],
  ["the resolver has no port", { resolver: "10.0.0.2" }, "resolver", "not-a-resolver"],
  ["the resolver is no address", { resolver: "10.0.0.256:53" }, "resolver", "not-a-resolver"],
  [
    "there are too few connections",
    { limits: { connections: 10 } },
    "limits.connections",
    "out-of-range",
  ],
  [
    "one source may have more than all",
    { limits: { connections: 500, perSource: { connections: 501 } } },
    "limits.perSource.connections",
    "source-limit-above-all",
  ],
  [
    "no source may connect",
    { limits: { perSource: { newPerTenSeconds: 0 } } },
    "limits.perSource.newPerTenSeconds",
    "out-of-range",
  ],
  [
    "connections would be closed before a load balancer closes them",
    { idleTimeoutSeconds: 30 },
    "idleTimeoutSeconds",
    "out-of-range",
  ],
];

describe("validateHaproxySettings", () => {
  it("finds nothing wrong with the defaults", () => {
    assert.deepEqual(validateHaproxySettings({ backend }), []);
  });

  it("finds nothing wrong with ports of any service, and SSH at the backend", () => {
    const settings = { ports: [80, 443, 5432], backend: { ...backend, port: 22 } };
    assert.deepEqual(validateHaproxySettings(settings), []);
  });

  it("allows no more connections than the node's unit of HAProxy has open files for", () => {
    const unit = join(
      __dirname,
      "../../../../node/instance/systemd/haproxy.service.d/holdfast.conf",
    );
    const [, limit] = /^LimitNOFILE=(\d+)$/m.exec(readFileSync(unit, "utf8")) ?? [];
    const connections = Math.floor(Number(limit) / 2.5);
    const found = validateHaproxySettings({ backend, limits: { connections } });
    assert.deepEqual(
      found.map(({ path }) => path),
      ["entry.limits.connections"],
    );
  });

  for (const [title, settings, wrong, code] of WRONG) {
    it(`fails when ${title}`, () => {
      const found = validateHaproxySettings({ backend, ...settings });
      assert.deepEqual(
        found.map((problem) => [problem.path, problem.code]),
        [[`entry.${wrong}`, code]],
      );
    });
  }

  it("names the limit, and what has a port already", () => {
    const limits = { connections: 500, perSource: { connections: 501 } };
    const [limit] = validateHaproxySettings({ backend, limits });
    assert.deepEqual(limit!.data, { owner: "entry.limits.connections", all: 500 });
    const [taken] = validateHaproxySettings({ backend, ports: [443, 443] });
    assert.deepEqual(taken!.data, { owner: "entry.ports[0]" });
  });

  it("finds all problems at once", () => {
    const settings = { ports: [0], resolver: "dns", backend: { host: "x", port: -1 } };
    assert.equal(validateHaproxySettings(settings).length, 4);
  });
});

describe("resolveHaproxySettings", () => {
  it("takes the backend's port for a sign of TLS", () => {
    const healthTls = (port: number) =>
      resolveHaproxySettings({ backend: { ...backend, port } }).backend.healthTls;
    assert.deepEqual([443, 80].map(healthTls), [true, false]);
  });
});
