import assert from "node:assert/strict";
import {
  AUTO_SCALING_GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LIFECYCLE_HOOK,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { ApiLab, all } from "./api-lab";

describe("Lifecycle actions", () => {
  let lab: ApiLab;
  let template: Stored;
  let proven: boolean;
  beforeEach(async () => {
    proven = false;
    lab = await ApiLab.open({ boot: () => proven });
    template = lab.aws.make(LAUNCH_TEMPLATE, {
      name: "proxy",
      imageId: "ami-0123456789abcdef0",
      instanceType: "t3.small",
    });
    lab.aws.make(AUTO_SCALING_GROUP, {
      name: "a1",
      minSize: 1,
      maxSize: 1,
      healthCheckGracePeriod: 0,
      launchTemplate: { id: template.id, version: "1" },
      vpcZoneIdentifiers: [lab.aws.subnet(lab.aws.vpc()).id],
    });
    template = lab.aws.account.update(template, { ...template.inputs, instanceType: "t3.micro" });
  });
  afterEach(() => lab.api.close());

  const hook = (inputs: Values = {}): Stored =>
    lab.aws.make(LIFECYCLE_HOOK, {
      name: "claim",
      autoscalingGroupName: "a1",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      heartbeatTimeout: 30,
      ...inputs,
    });
  const call = (Action: string, parameters = {}) =>
    lab.call("autoscaling", Action, { AutoScalingGroupName: "a1", ...parameters });
  const instances = () => lab.aws.account.all(INSTANCE).map(({ id }) => id);
  const newest = () => instances().at(-1)!;
  const complete = (LifecycleActionResult: string, InstanceId = newest()) =>
    call("CompleteLifecycleAction", {
      LifecycleHookName: "claim",
      LifecycleActionResult,
      InstanceId,
    });
  /** Makes the group launch another instance. */
  const replace = () =>
    lab.aws.account.remove(lab.aws.account.find(INSTANCE, newest(), lab.aws.region)!);
  const states = async () =>
    all(
      await lab.call("autoscaling", "DescribeAutoScalingGroups", {
        "AutoScalingGroupNames.member.1": "a1",
      }),
      "LifecycleState",
    );
  const refresh = (warmup = 0) =>
    call("StartInstanceRefresh", {
      "DesiredConfiguration.LaunchTemplate.Version": "2",
      "Preferences.InstanceWarmup": `${warmup}`,
    });
  const status = async () => all(await call("DescribeInstanceRefreshes"), "Status");
  const restart = async (speed: number) => {
    await lab.api.close();
    lab = await ApiLab.open({ boot: () => proven, speed }, lab.aws);
  };

  it("put a waiting instance in service", async () => {
    hook();
    replace();
    assert.deepEqual(await states(), ["Pending:Wait"]);
    assert.match(await complete("CONTINUE"), /CompleteLifecycleActionResponse/);
    assert.deepEqual(await states(), ["InService"]);
    const arn = lab.aws.account.all(AUTO_SCALING_GROUP)[0]!.outputs["arn"];
    const { resources } = lab.api.calls.find(({ action }) => action.includes("Complete"))!;
    assert.deepEqual(resources, [arn]);
  });

  it("terminate an instance that is abandoned, and the group launches another", async () => {
    hook();
    replace();
    const before = newest();
    await complete("ABANDON");
    assert.equal(instances().length, 1);
    assert.notEqual(newest(), before);
    assert.deepEqual(await states(), ["Pending:Wait"]);
    const activities = await call("DescribeScalingActivities");
    assert.match(activities, new RegExp(`Launching a new EC2 instance: ${before}`));
    assert.deepEqual(all(activities, "StatusCode"), ["Cancelled"]);
    assert.match(activities, /was abandoned: Lifecycle Action Completed with ABANDON Result/);
  });

  it("end by themselves when nothing completes them: by default, the instance is abandoned", async () => {
    hook();
    replace();
    const before = newest();
    assert.deepEqual([await states(), newest()], [["Pending:Wait"], before]);
    await restart(1e6);
    await states();
    assert.notEqual(newest(), before);
    assert.match(await call("DescribeScalingActivities"), /was abandoned: Heartbeat Timeout/);
  });

  it("end in service when nothing completes them and the hook says so", async () => {
    hook({ defaultResult: "CONTINUE" });
    replace();
    await restart(1e6);
    assert.deepEqual(await states(), ["InService"]);
  });

  it("fail when the instance does not wait", async () => {
    assert.match(
      await complete("CONTINUE"),
      new RegExp(
        `<Code>ValidationError<.*No active Lifecycle Action found with instance ID ${newest()}`,
        "s",
      ),
    );
    hook();
    assert.match(await complete("CONTINUE"), /No active Lifecycle Action/);
    replace();
    await complete("CONTINUE");
    assert.match(await complete("CONTINUE"), /No active Lifecycle Action/);
  });

  it("must end before an instance can be protected", async () => {
    hook();
    replace();
    const protect = () =>
      call("SetInstanceProtection", {
        "InstanceIds.member.1": newest(),
        ProtectedFromScaleIn: "true",
      });
    assert.match(
      await protect(),
      new RegExp(
        `<Code>ValidationError<.*The instance ${newest()} is not in InService or EnteringStandby or Standby`,
        "s",
      ),
    );
    await complete("CONTINUE");
    assert.doesNotMatch(await protect(), /ValidationError/);
  });

  it("are what ends an instance refresh: until then, the old instance stays", async () => {
    hook({ heartbeatTimeout: 7200 });
    const [old] = instances();
    await refresh();
    for (let times = 0; times < 8; times++) assert.deepEqual(await status(), ["InProgress"]);
    assert.equal(instances()[0], old);
    await complete("CONTINUE");
    assert.deepEqual(await status(), ["Successful"]);
    assert.equal(instances().length, 1);
    assert.notEqual(newest(), old);
  });

  it("let a refresh launch again what was abandoned, and the old instance stays", async () => {
    hook();
    const [old] = instances();
    await refresh();
    const first = newest();
    await complete("ABANDON");
    assert.deepEqual(await status(), ["InProgress"]);
    assert.deepEqual([instances().length, instances()[0]], [2, old]);
    assert.notEqual(newest(), first);
  });

  it("are missed without a hook: a refresh ends the old instance, whether the new one serves or not", async () => {
    const [old] = instances();
    await refresh();
    while ((await status())[0] !== "Successful");
    assert.ok(!instances().includes(old!));
    proven = false;
    assert.equal(instances().length, 1);
  });

  it("protect an old instance from the end of a cancelled refresh when it is asked for", async () => {
    hook({ heartbeatTimeout: 7200 });
    const [old] = instances();
    await refresh();
    await call("SetInstanceProtection", {
      "InstanceIds.member.1": old,
      ProtectedFromScaleIn: "true",
    });
    await call("CancelInstanceRefresh");
    assert.deepEqual(await status(), ["Cancelled"]);
    assert.deepEqual(instances(), [old]);
  });
});
