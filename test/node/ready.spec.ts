import assert from "node:assert/strict";
import { haproxyConfig, prepare, stopHaproxy } from "../../bench/labs/node/haproxy-machine";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";
import { reservePort } from "../../bench/labs/reserve-port";

describe("holdfast-ready", () => {
  let lab: ProxyLab;
  let machine: NodeMachine;
  beforeEach(async () => {
    lab = await ProxyLab.open();
    machine = await lab.launch();
    prepare(machine);
    const port = await reservePort();
    Object.assign(machine.settings, {
      HOLDFAST_HEALTH_PORT: String(port),
      HOLDFAST_PAIR: "main",
      HOLDFAST_HEALTHY_SECONDS: "1",
    });
    machine.write("etc/holdfast/haproxy.cfg", haproxyConfig(port, "one"));
  });
  afterEach(async () => {
    stopHaproxy(machine);
    await lab.close();
  });

  it("tells by the pair and the instance when HAProxy answers and keepalived runs", async () => {
    delete machine.settings["HOLDFAST_PAIR"];
    await machine.run("holdfast-boot");
    machine.settings["HOLDFAST_PAIR"] = "main";
    lab.api.faults.add({ action: "PutMetricData", code: "InternalFailure", status: 500 });
    const { status, log } = await machine.run("holdfast-ready");
    assert.equal(status, 0, log);
    assert.deepEqual(lab.api.metrics, [
      {
        namespace: "Holdfast",
        name: "Ready",
        value: 1,
        dimensions: { Pair: "main", InstanceId: machine.id },
      },
    ]);
    assert.match(machine.read("systemctl.log"), /is-active --quiet keepalived/);
  });

  it("fails when HAProxy does not answer, and tells nothing", async () => {
    const { status, log } = await machine.run("holdfast-ready");
    assert.equal(status, 1, log);
    assert.deepEqual(lab.api.metrics, []);
  });
});
