import assert from "node:assert/strict";
import { AUTO_SCALING_GROUP, LAUNCH_TEMPLATE } from "../../simulator/model/tokens";
import type { Stored } from "../../simulator/model/resource";
import type { NodeMachine, Running } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

describe("holdfast-health", () => {
  let lab: ProxyLab;
  let group: Stored;
  let machine: NodeMachine;
  let reporter: Running | undefined;
  beforeEach(async () => {
    lab = await ProxyLab.open();
    const template = lab.aws.make(LAUNCH_TEMPLATE, {
      name: "proxy-a1",
      imageId: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      iamInstanceProfile: { name: "node" },
      metadataOptions: { instanceMetadataTags: "enabled" },
    });
    group = lab.aws.make(AUTO_SCALING_GROUP, {
      name: "proxy-a1",
      minSize: 1,
      maxSize: 1,
      healthCheckGracePeriod: 0,
      launchTemplate: { id: template.id, version: "$Latest" },
      vpcZoneIdentifiers: [lab.subnet.id],
      tags: [{ key: "holdfast-node", value: "a1", propagateAtLaunch: true }],
    });
    machine = await lab.machineOf(instances()[0]!);
    delete machine.settings["HOLDFAST_GROUP"];
    Object.assign(machine.settings, { HOLDFAST_HEALTH_MS: "100" });
  });
  afterEach(async () => {
    reporter?.kill();
    await reporter?.ended;
    await lab.close();
  });

  const instances = (): Stored[] =>
    lab.aws.account
      .all("aws:ec2/instance:Instance")
      .filter(({ companionOf }) => companionOf === group.id);

  /** Waits until a condition holds; the test's own timeout is its end. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it("reports a dead HAProxy, by the calls that its role allows, and the group replaces the node", async () => {
    reporter = machine.start("holdfast-health");
    await until(() => instances()[0]?.id !== machine.id);
    assert.equal(instances().length, 1);
    assert.deepEqual(
      lab.api.calls.map(({ action, resources, caller }) => ({ action, resources, caller })),
      [
        {
          action: "autoscaling:SetInstanceHealth",
          resources: [group.outputs["arn"]],
          caller: machine.id,
        },
      ],
    );
    assert.equal(lab.api.calls[0]?.body["ShouldRespectGracePeriod"], "true");
  });

  it("keeps reporting while AWS answers with errors", async () => {
    lab.api.faults.add({ action: "SetInstanceHealth", code: "Throttling", times: 2 });
    reporter = machine.start("holdfast-health");
    await until(() => instances()[0]?.id !== machine.id);
    assert.equal(lab.api.calls.length, 3);
  });

  for (const [state, status] of [
    ["serves", 200],
    ["answers that its backend is down", 503],
  ] as const) {
    it(`reports nothing while HAProxy ${state}`, async () => {
      await machine.serve(status);
      reporter = machine.start("holdfast-health");
      await new Promise((resolve) => setTimeout(resolve, 2500));
      assert.deepEqual(lab.api.calls, []);
      // It was at work all the time.
      await machine.stopServing();
      await until(() => lab.api.calls.length > 0);
    });
  }

  it("reports nothing when HAProxy is back before it was refused often enough", async () => {
    Object.assign(machine.settings, { HOLDFAST_HEALTH_FAILURES: "30" });
    await machine.serve();
    await machine.stopServing();
    reporter = machine.start("holdfast-health");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await machine.serve();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.deepEqual(lab.api.calls, []);
  });
});
