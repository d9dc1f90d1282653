import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import {
  StoredConfig,
  haproxyConfig,
  prepare,
  sha256,
  stopHaproxy,
  unstartableConfig,
} from "../../bench/labs/node/haproxy-machine";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";
import { reservePort } from "../../bench/labs/reserve-port";

const CONFIG = "etc/holdfast/haproxy.cfg";

describe("holdfast-config", () => {
  let lab: ProxyLab;
  let machine: NodeMachine;
  let object: StoredConfig;
  let port: number;
  beforeEach(async () => {
    lab = await ProxyLab.open();
    machine = await lab.launch();
    prepare(machine);
    object = new StoredConfig(lab);
    port = await reservePort();
    Object.assign(machine.settings, {
      HOLDFAST_HEALTH_PORT: String(port),
      HOLDFAST_CONFIG_BUCKET: "holdfast-config",
      HOLDFAST_CONFIG_KEY: "proxy/haproxy.cfg",
    });
  });
  afterEach(async () => {
    stopHaproxy(machine);
    await lab.close();
  });

  /** What the running HAProxy serves. */
  const served = async (): Promise<string> =>
    (await fetch(`http://127.0.0.1:${port}/health`)).text();

  /** Waits until HAProxy serves a version: a reload is not done at once. */
  const serves = async (version: string): Promise<void> => {
    while ((await served().catch(() => "")) !== version) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  /** A machine whose HAProxy runs with the version one. */
  const running = async (): Promise<void> => {
    object.put(haproxyConfig(port, "one"));
    assert.equal((await machine.run("holdfast-config")).status, 0);
    await serves("one");
  };

  const metrics = (): string[] => lab.api.metrics.map(({ name }) => name);

  it("loads a change, and does nothing while there is none", async () => {
    await running();
    object.put(haproxyConfig(port, "two"));
    const { status, log } = await machine.run("holdfast-config");
    assert.equal(status, 0, log);
    await serves("two");
    assert.equal(machine.read(`${CONFIG}.good`), haproxyConfig(port, "two"));
    const before = machine.read("systemctl.log");
    assert.deepEqual(await machine.run("holdfast-config"), { status: 0, log: "" });
    assert.equal(machine.read("systemctl.log"), before);
    assert.deepEqual(metrics(), []);
    assert.deepEqual([...new Set(lab.callsOf(machine))], ["s3:GetObject"]);
  });

  it("keeps the last good configuration when HAProxy refuses the new one, and reports it each time", async () => {
    await running();
    object.put(haproxyConfig(port, "two").replace("mode http", "mode htpp"));
    for (const count of [1, 2]) {
      const { status, log } = await machine.run("holdfast-config");
      assert.equal(status, 1, log);
      assert.match(log, /action=refused .*unknown proxy mode 'htpp'/);
      assert.equal(metrics().length, count);
    }
    assert.equal(await served(), "one");
    assert.equal(machine.read(CONFIG), haproxyConfig(port, "one"));
    assert.deepEqual(lab.api.metrics[0], {
      namespace: "Holdfast",
      name: "ConfigFailed",
      value: 1,
      dimensions: { AutoScalingGroupName: "proxy-a1" },
    });
    object.put(haproxyConfig(port, "three"));
    assert.equal((await machine.run("holdfast-config")).status, 0);
    await serves("three");
  });

  it("keeps the last good configuration when the content is not what its checksum says", async () => {
    await running();
    object.put(haproxyConfig(port, "two"), sha256("something else"));
    const { status, log } = await machine.run("holdfast-config");
    assert.equal(status, 1);
    assert.match(log, /action=checksum /);
    assert.equal(await served(), "one");
    assert.deepEqual(metrics(), ["ConfigFailed"]);
  });

  it("keeps the last good configuration when S3 cannot be had", async () => {
    await running();
    object.put(haproxyConfig(port, "two"));
    lab.api.faults.add({ action: "GetObject", code: "AccessDenied", status: 403 });
    const { status, log } = await machine.run("holdfast-config");
    assert.equal(status, 1, log);
    assert.equal(await served(), "one");
    assert.deepEqual(metrics(), ["ConfigFailed"]);
  });

  it("puts the last good configuration back when the reload fails", async () => {
    await running();
    const systemctl = machine.read("commands/systemctl");
    object.put(haproxyConfig(port, "two"));
    machine.write(
      "commands/systemctl",
      systemctl.replace("case", "case $* in reload*) exit 1 ;; esac\ncase"),
      0o755,
    );
    const { status, log } = await machine.run("holdfast-config");
    assert.equal(status, 1, log);
    assert.match(log, /action=reload /);
    assert.equal(machine.read(CONFIG), haproxyConfig(port, "one"));
    machine.write("commands/systemctl", systemctl, 0o755);
    assert.equal((await machine.run("holdfast-config")).status, 0);
    await serves("two");
  });

  it("puts the last good configuration back when HAProxy refuses a reload that its check accepts", async () => {
    await running();
    object.put(unstartableConfig(port, "two"));
    machine.settings["HOLDFAST_RELOAD_SECONDS"] = "3";
    const { status, log } = await machine.run("holdfast-config");
    assert.equal(status, 1, log);
    assert.match(log, /action=reload .*no new process of HAProxy answers/);
    assert.equal(machine.read(CONFIG), haproxyConfig(port, "one"));
    assert.equal(await served(), "one");
    assert.deepEqual(metrics(), ["ConfigFailed"]);
    // HAProxy closes its ports while it refuses: not each half minute.
    const before = machine.read("systemctl.log");
    assert.equal((await machine.run("holdfast-config")).status, 1);
    assert.equal(machine.read("systemctl.log"), before);
    assert.deepEqual(metrics(), ["ConfigFailed", "ConfigFailed"]);
    delete machine.settings["HOLDFAST_RELOAD_SECONDS"];
    object.put(haproxyConfig(port, "three"));
    assert.equal((await machine.run("holdfast-config")).status, 0);
    await serves("three");
  });

  it("refuses a configuration with a port that another program has, before HAProxy closes its own", async () => {
    await running();
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const taken = (other.address() as AddressInfo).port;
    object.put(`${haproxyConfig(port, "two")}    bind 127.0.0.1:${taken}\n`);
    const before = machine.read("systemctl.log");
    const { status, log } = await machine.run("holdfast-config");
    other.close();
    assert.equal(status, 1, log);
    assert.match(log, new RegExp(`action=refused .*another program listens on port ${taken}`));
    assert.equal(machine.read("systemctl.log"), before);
    assert.equal(machine.read(CONFIG), haproxyConfig(port, "one"));
    assert.deepEqual(metrics(), ["ConfigFailed"]);
    assert.equal((await machine.run("holdfast-config")).status, 0);
    await serves("two");
  });

  it("reloads at the next run when it was killed between the change and the reload", async () => {
    await running();
    const systemctl = machine.read("commands/systemctl");
    object.put(haproxyConfig(port, "two"));
    machine.write("commands/systemctl", "#!/bin/sh\nkill -9 $PPID\n", 0o755);
    assert.equal((await machine.run("holdfast-config")).status, null);
    assert.equal(machine.read(CONFIG), haproxyConfig(port, "two"));
    assert.equal(await served(), "one");
    machine.write("commands/systemctl", systemctl, 0o755);
    assert.equal((await machine.run("holdfast-config")).status, 0);
    await serves("two");
  });

  it("does nothing where the configuration does not come from S3", async () => {
    delete machine.settings["HOLDFAST_CONFIG_BUCKET"];
    assert.deepEqual(await machine.run("holdfast-config"), { status: 0, log: "" });
    assert.deepEqual(lab.api.calls, []);
  });
});
