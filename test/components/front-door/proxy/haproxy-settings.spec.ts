import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type HaproxySettings,
  resolveHaproxySettings,
  validateHaproxySettings,
} from "../../../../components/front-door/proxy/haproxy-settings";

const backend = { host: "live.holdfast.internal", port: 443 };

type Wrong = [title: string, settings: Partial<HaproxySettings>, path: string, problem: RegExp];

const WRONG: readonly Wrong[] = [
  ["there is no port", { ports: [] }, "ports", /is empty/],
  ["a port is none", { ports: [70_000] }, "ports[0]", /is no port: 1 to 65535/],
  ["a port is named twice", { ports: [443, 443] }, "ports[1]", /taken by entry\.ports\[0\]/],
  ["a port is that of SSH", { ports: [22] }, "ports[0]", /SSH server/],
  ["health has a client's port", { healthPort: 443 }, "healthPort", /taken by entry\.ports\[0\]/],
  ["metrics have health's port", { metricsPort: 9001 }, "metricsPort", /by entry\.healthPort/],
  ["mode http has the port of HTTPS", { mode: "http" }, "ports[0]", /holds no certificate/],
  [
    "the backend is an address",
    { backend: { ...backend, host: "10.0.0.1" } },
    "backend.host",
    /is not a name/,
  ],
  [
    "the backend's name has upper case",
    { backend: { ...backend, host: "Live.internal" } },
    "backend.host",
    /full domain name in lower case/,
  ],
  [
    "the backend's name has no domain",
    { backend: { ...backend, host: "live" } },
    "backend.host",
    /full domain name/,
  ],
  ["the backend's port is none", { backend: { ...backend, port: 0 } }, "backend.port", /no port/],
  ["there are no slots", { backend: { ...backend, slots: 0 } }, "backend.slots", /from 1 to 100/],
  [
    "the health path is none",
    { backend: { ...backend, healthPath: "health" } },
    "backend.healthPath",
    /starts with \//,
  ],
  [
    "the health path would end its line",
    { backend: { ...backend, healthPath: "/x\nserver y 10.0.0.1:1" } },
    "backend.healthPath",
    /is not a path/,
  ],
  ["the resolver has no port", { resolver: "10.0.0.2" }, "resolver", /an IPv4 address and a port/],
  ["the resolver is no address", { resolver: "10.0.0.256:53" }, "resolver", /an IPv4 address/],
  ["there are too few connections", { maxConnections: 10 }, "maxConnections", /100 to 100,000/],
  [
    "one source may have more than all",
    { maxConnections: 500, perSource: { connections: 501, ratePer10s: 1 } },
    "perSource.connections",
    /from 1 to 500$/,
  ],
  [
    "no source may connect",
    { perSource: { connections: 1, ratePer10s: 0 } },
    "perSource.ratePer10s",
    /whole number from 1/,
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
      "../../../../node/scripts/systemd/haproxy.service.d/holdfast.conf",
    );
    const [, limit] = /^LimitNOFILE=(\d+)$/m.exec(readFileSync(unit, "utf8")) ?? [];
    const maxConnections = Math.floor(Number(limit) / 2);
    const found = validateHaproxySettings({ backend, maxConnections });
    assert.deepEqual(
      found.map(({ path }) => path),
      ["entry.maxConnections"],
    );
  });

  for (const [title, settings, path, problem] of WRONG) {
    it(`fails when ${title}`, () => {
      const found = validateHaproxySettings({ backend, ...settings });
      assert.deepEqual(
        found.map((one) => one.path),
        [`entry.${path}`],
      );
      assert.match(found[0]!.problem, problem);
      assert.notEqual(found[0]!.remedy, "");
    });
  }

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
