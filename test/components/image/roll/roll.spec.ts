import assert from "node:assert/strict";
import {
  AUTO_SCALING_GROUP,
  HEALTH_CHECK,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LIFECYCLE_HOOK,
} from "../../../../simulator/model/tokens";
import { associationOfAddress } from "../../../../simulator/model/addresses";
import type { Stored } from "../../../../simulator/model/resource";
import { ApiLab } from "../../../simulator/api/api-lab";
import { runScript } from "../run-script";

const IMAGES = ["ami-0000000000000000a", "ami-0000000000000000b", "ami-0000000000000000c"];

describe("roll.mjs", () => {
  let lab: ApiLab;
  let address: Stored;
  let template: Stored;
  let healthCheck: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    address = lab.aws.eip();
    healthCheck = lab.aws.make(HEALTH_CHECK, {
      type: "HTTP",
      ipAddress: address.outputs["publicIp"],
      port: 9001,
      requestInterval: 10,
    });
    open(IMAGES[0]!);
  });
  afterEach(() => lab.api.close());

  /** A node whose instance has the address, with this image as the first version of its template. */
  function open(imageId: string): void {
    template = lab.aws.make(LAUNCH_TEMPLATE, { imageId, instanceType: "t3.small" });
    lab.aws.make(AUTO_SCALING_GROUP, {
      name: "a1",
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      launchTemplate: { id: template.id, version: "1" },
      vpcZoneIdentifiers: [lab.aws.subnet(lab.aws.vpc()).id],
      tags: [{ key: "holdfast-allocation-id", value: address.id, propagateAtLaunch: true }],
    });
    for (const image of IMAGES.slice(1)) {
      template = lab.aws.account.update(template, { ...template.inputs, imageId: image });
    }
  }

  const roll = (version = "2", environment = {}, node = {}) =>
    runScript(lab, "roll/roll.mjs", {
      ROLL_NODES: JSON.stringify([
        {
          node: "a1",
          group: "a1",
          template: template.id,
          version,
          allocations: [address.id],
          healthCheck: healthCheck.id,
          ...node,
        },
      ]),
      ROLL_SERVE_SECONDS: "20",
      ROLL_SETTLE_SECONDS: "0",
      ROLL_POLL_SECONDS: "0.05",
      ...environment,
    });
  const start = (version: string): Promise<string> =>
    lab.call("autoscaling", "StartInstanceRefresh", {
      AutoScalingGroupName: "a1",
      "DesiredConfiguration.LaunchTemplate.LaunchTemplateId": template.id,
      "DesiredConfiguration.LaunchTemplate.Version": version,
    });
  const images = () => lab.aws.account.all(INSTANCE).map(({ inputs }) => inputs["ami"]);
  const holder = () => associationOfAddress(lab.aws.account, address.id).instanceId;
  const version = () =>
    (lab.aws.account.all(AUTO_SCALING_GROUP)[0]!.inputs["launchTemplate"] as { version: string })
      .version;
  const written = () =>
    lab.api.calls
      .map(({ action }) => action.split(":")[1]!)
      .filter((action) => !/^(Describe|Get)/.test(action));
  /** From now on, new instances do not come up. */
  const breakNew = () => {
    const old = new Set(lab.aws.account.all(INSTANCE).map(({ id }) => id));
    lab.api.faults.watch = () => {
      for (const { id } of lab.aws.account.all(INSTANCE)) {
        if (!old.has(id)) lab.api.faults.unhealthy.add(id);
      }
    };
  };

  it("brings a node to a version, and waits until it serves", async () => {
    const { status, stdout, stderr } = await roll();
    assert.equal(status, 0, stderr);
    assert.deepEqual(images(), [IMAGES[1]]);
    assert.equal(holder(), lab.aws.account.all(INSTANCE)[0]!.id);
    assert.equal(version(), "2");
    assert.match(stdout, /refresh to version 2 started\n.*serves.*rolled to version 2\n$/s);
    assert.deepEqual(written(), ["StartInstanceRefresh"]);
  });

  it("asks for the new instance first, and for a group that keeps its version until the end", async () => {
    await roll();
    const { body } = lab.api.calls.find(({ action }) => action.endsWith("StartInstanceRefresh"))!;
    assert.deepEqual(body["DesiredConfiguration"], {
      LaunchTemplate: { LaunchTemplateId: template.id, Version: "2" },
    });
    assert.deepEqual(body["Preferences"], {
      MinHealthyPercentage: "100",
      MaxHealthyPercentage: "200",
      InstanceWarmup: "80",
      SkipMatching: "true",
      ScaleInProtectedInstances: "Refresh",
    });
  });

  it("waits until a node serves that has the version since it was created, and refreshes nothing", async () => {
    const { status, stdout } = await roll("1");
    assert.equal(status, 0);
    assert.match(stdout, /a1: serves with version 1 since it was created\n$/);
    assert.equal(holder(), lab.aws.account.all(INSTANCE)[0]!.id);
    assert.deepEqual(written(), []);
  });

  it("fails when the first instance of a node does not serve, and says where to look", async () => {
    const [first] = lab.aws.account.all(INSTANCE);
    lab.api.faults.unhealthy.add(first!.id);
    const { status, stderr } = await roll("1", { ROLL_SERVE_SECONDS: "0.2" });
    assert.equal(status, 1);
    assert.match(
      stderr,
      new RegExp(
        `^node a1 does not serve: serving since its creation took more than 0\\.2 s: ${first!.id} is in service; no instance has [\\d.]+\n.*get-console-output`,
      ),
    );
    assert.deepEqual(written(), []);
  });

  it("joins a refresh that an update before has started", async () => {
    await start("2");
    const { status, stderr } = await roll();
    assert.equal(status, 0, stderr);
    assert.deepEqual(images(), [IMAGES[1]]);
    assert.equal(written().length, 1);
  });

  it("looks again at a node that an update before has rolled", async () => {
    await roll();
    lab.api.faults.unhealthy.add(holder());
    const { status, stderr } = await roll("2", { ROLL_SERVE_SECONDS: "0.2" });
    assert.equal(status, 1);
    assert.match(stderr, /0 of 3 health checkers.*\nThe instance refresh has ended/);
    assert.equal(written().length, 1);
  });

  it("waits for the end of a refresh to another version", async () => {
    await start("3");
    const { status, stderr } = await roll();
    assert.equal(status, 0, stderr);
    assert.deepEqual(images(), [IMAGES[1]]);
    assert.equal(written().length, 2);
  });

  it("survives errors of AWS that pass", async () => {
    lab.api.faults.add({ action: "DescribeAddresses", code: "RequestLimitExceeded", times: 2 });
    lab.api.faults.add({
      action: "DescribeInstanceRefreshes",
      code: "InternalFailure",
      status: 500,
    });
    assert.equal((await roll()).status, 0);
  });

  it("fails when the new instance does not serve, and rolls back", async () => {
    await roll();
    breakNew();
    const before = holder();
    const { status, stderr } = await roll("3", { ROLL_SERVE_SECONDS: "0.5" });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^node a1 was not rolled: serving with the new version took more than 0\.5 s: i-\w+ is in service; i-\w+ has [\d.]+; 3 of 3 health checkers report it healthy\nIt was rolled back \(RollbackSuccessful\); i-\w+ has [\d.]+ now\.\nLater nodes were not changed/,
    );
    assert.deepEqual(written().slice(-2), ["StartInstanceRefresh", "RollbackInstanceRefresh"]);
    assert.deepEqual(images(), [IMAGES[1]]);
    assert.equal(holder(), before);
    assert.equal(version(), "2");
  });

  it("fails when another caller cancels the refresh, and restores the group's version", async () => {
    lab.api.faults.watch = async ({ action, when }) => {
      if (action !== "StartInstanceRefresh" || when !== "after") return;
      lab.api.faults.watch = () => undefined;
      await lab.call("autoscaling", "CancelInstanceRefresh", { AutoScalingGroupName: "a1" });
    };
    const { status, stderr } = await roll();
    assert.equal(status, 1);
    assert.match(
      stderr,
      /a1 was not rolled: instance refresh [\w-]+ is Cancelled\nIt was rolled back/,
    );
    assert.deepEqual(images(), [IMAGES[0]]);
    assert.equal(holder(), lab.aws.account.all(INSTANCE)[0]!.id);
  });

  it("fails when the new instance does not serve, and cancels where AWS rolls nothing back", async () => {
    lab.aws.account.remove(lab.aws.account.all(AUTO_SCALING_GROUP)[0]!);
    open("resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
    const [before] = images();
    const old = lab.aws.account.all(INSTANCE)[0]!.id;
    const { faults } = lab.api;
    // Of the first refresh only.
    faults.watch = ({ action, when }) => {
      if (action !== "StartInstanceRefresh" || when !== "after") return;
      faults.watch = () => undefined;
      faults.unhealthy.add(lab.aws.account.all(INSTANCE).at(-1)!.id);
    };
    const { status, stderr } = await roll("2", { ROLL_SERVE_SECONDS: "0.5" });
    assert.equal(status, 1);
    assert.match(stderr, /It was rolled back \(Successful\); i-\w+ has [\d.]+ now/);
    assert.deepEqual(written(), [
      ...["StartInstanceRefresh", "RollbackInstanceRefresh"],
      ...["SetInstanceProtection", "CancelInstanceRefresh"],
      ...["SetInstanceProtection", "StartInstanceRefresh"],
    ]);
    assert.deepEqual(images(), [before]);
    assert.deepEqual(
      lab.aws.account.all(INSTANCE).map(({ id }) => id),
      [old],
    );
    assert.equal(holder(), lab.aws.account.all(INSTANCE)[0]!.id);
    assert.equal(version(), "1");
  });

  describe("with a lifecycle hook", () => {
    /** Without health check, as nodes have it that install themselves. */
    const byHook = { healthCheck: undefined };
    const addHook = (heartbeatTimeout = 600) =>
      lab.aws.make(LIFECYCLE_HOOK, {
        name: "a1",
        autoscalingGroupName: "a1",
        lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
        heartbeatTimeout,
      });

    it("takes the word of the new instance, and needs no health check", async () => {
      addHook();
      const { status, stderr } = await roll("2", {}, byHook);
      assert.equal(status, 0, stderr);
      assert.deepEqual(images(), [IMAGES[1]]);
      assert.ok(!lab.api.calls.some(({ action }) => action.startsWith("route53")));
    });

    it("fails when the hook abandons the new instance, and keeps the old one", async () => {
      await roll("1");
      const before = holder();
      addHook(30);
      await lab.api.close();
      lab = await ApiLab.open({ speed: 60 }, lab.aws);
      breakNew();
      const { status, stderr } = await roll("2", {}, byHook);
      assert.equal(status, 1);
      assert.match(
        stderr,
        /^node a1 was not rolled: the new instance i-\w+ was terminated before it served; Auto Scaling: .* was abandoned: Heartbeat Timeout\nIt was rolled back/,
      );
      assert.equal(holder(), before);
      assert.deepEqual(
        lab.aws.account.all(INSTANCE).map(({ id }) => id),
        [before],
      );
    });

    it("keeps the old instance when the machine that runs the update dies, too", async () => {
      await roll("1");
      const before = holder();
      addHook(7200);
      breakNew();
      await lab.call("autoscaling", "StartInstanceRefresh", {
        AutoScalingGroupName: "a1",
        "DesiredConfiguration.LaunchTemplate.Version": "2",
        "Preferences.InstanceWarmup": "0",
      });
      const ask = () =>
        lab.call("autoscaling", "DescribeInstanceRefreshes", { AutoScalingGroupName: "a1" });
      for (let times = 0; times < 10; times++) assert.match(await ask(), /InProgress/);
      assert.equal(holder(), before);
    });
  });

  it("fails when there is no such group, and touches nothing", async () => {
    const { status, stderr } = await roll("2", {}, { group: "b1" });
    assert.equal(status, 1);
    assert.match(stderr, /b1/);
    assert.deepEqual(written(), []);
  });
});
