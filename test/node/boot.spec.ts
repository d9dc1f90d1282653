import assert from "node:assert/strict";
import {
  StoredConfig,
  haproxyConfig,
  prepare,
  stopHaproxy,
  unstartableConfig,
} from "../../bench/labs/node/haproxy-machine";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";
import { reservePort } from "../../bench/labs/reserve-port";

const CONFIG = "etc/holdfast/haproxy.cfg";

describe("holdfast-boot", () => {
  let lab: ProxyLab;
  let machine: NodeMachine;
  let port: number;
  beforeEach(async () => {
    lab = await ProxyLab.open();
    machine = await lab.launch();
    prepare(machine);
    port = await reservePort();
    Object.assign(machine.settings, { HOLDFAST_HEALTH_PORT: String(port) });
  });
  afterEach(async () => {
    stopHaproxy(machine);
    await lab.close();
  });

  const metrics = (): string[] => lab.api.metrics.map(({ name }) => name);

  it("starts HAProxy with the configuration of the user data, and then what claims and watches", async () => {
    machine.write(CONFIG, haproxyConfig(port, "one"));
    const { status, log } = await machine.run("holdfast-boot");
    assert.equal(status, 0, log);
    assert.match(log, /action=ready haproxy=\d/);
    assert.deepEqual(machine.read("systemctl.log").trim().split("\n"), [
      "systemctl daemon-reload",
      "systemctl enable --quiet --now --no-block holdfast-health.service",
      "systemctl reload-or-restart haproxy",
      "systemctl enable --quiet --now --no-block holdfast-claim.service holdfast-check.timer",
    ]);
    assert.equal((await machine.run("holdfast-claim")).status, 0);
    assert.equal(lab.holder, machine.id);
  });

  it("fetches the configuration from S3, and watches it", async () => {
    const object = new StoredConfig(lab);
    object.put(haproxyConfig(port, "one"));
    const place = {
      HOLDFAST_CONFIG_BUCKET: "holdfast-config",
      HOLDFAST_CONFIG_KEY: "proxy/haproxy.cfg",
    };
    Object.assign(machine.settings, place);
    lab.api.faults.add({ action: "GetObject", code: "SlowDown", status: 503 });
    const { status, log } = await machine.run("holdfast-boot");
    assert.equal(status, 0, log);
    assert.equal(machine.read(CONFIG), haproxyConfig(port, "one"));
    assert.match(machine.read("systemctl.log"), /--now --no-block holdfast-config.timer/);
  });

  it("starts with the last good configuration when S3 cannot be had", async () => {
    machine.write(CONFIG, haproxyConfig(port, "one"));
    Object.assign(machine.settings, {
      HOLDFAST_CONFIG_BUCKET: "no-such-bucket",
      HOLDFAST_CONFIG_KEY: "proxy/haproxy.cfg",
    });
    const { status, log } = await machine.run("holdfast-boot");
    assert.equal(status, 0, log);
    assert.deepEqual(metrics(), ["ConfigFailed"]);
  });

  for (const [what, config] of [
    ["refuses", () => "nonsense\n"],
    ["cannot start with", () => unstartableConfig(port, "two")],
  ] as const) {
    it(`starts with the last good configuration when HAProxy ${what} a newer one, and reports it`, async () => {
      machine.write(CONFIG, config());
      machine.write(`${CONFIG}.good`, haproxyConfig(port, "one"));
      const { status, log } = await machine.run("holdfast-boot");
      assert.equal(status, 0, log);
      assert.match(log, /action=back /);
      assert.equal(machine.read(CONFIG), haproxyConfig(port, "one"));
      assert.deepEqual(metrics(), ["ConfigFailed"]);
      assert.match(machine.read("systemctl.log"), /holdfast-claim/);
    });
  }

  it("keeps what HAProxy has started with as the last good configuration", async () => {
    machine.write(CONFIG, haproxyConfig(port, "one"));
    assert.equal((await machine.run("holdfast-boot")).status, 0);
    assert.equal(machine.read(`${CONFIG}.good`), haproxyConfig(port, "one"));
  });

  it("fails when HAProxy refuses the configuration, and reports it; nothing is claimed", async () => {
    machine.write(CONFIG, "nonsense\n");
    const { status, log } = await machine.run("holdfast-boot");
    assert.equal(status, 1, log);
    assert.match(log, /action=config .*unknown keyword 'nonsense'/);
    assert.deepEqual(metrics(), ["BootFailed"]);
    assert.doesNotMatch(machine.read("systemctl.log"), /holdfast-claim/);
  });
});
