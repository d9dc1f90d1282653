import assert from "node:assert/strict";
import { AUTO_SCALING_GROUP, INSTANCE, LAUNCH_TEMPLATE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { ApiLab, all } from "./api-lab";

describe("Auto Scaling API", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  /** A group of one. */
  function group(healthCheckGracePeriod: number): Stored {
    const template = lab.aws.make(LAUNCH_TEMPLATE, {
      name: "proxy",
      imageId: "ami-0123456789abcdef0",
      instanceType: "t3.small",
    });
    return lab.aws.make(AUTO_SCALING_GROUP, {
      name: "proxy-a1",
      minSize: 1,
      maxSize: 1,
      healthCheckGracePeriod,
      launchTemplate: { id: template.id, version: "$Latest" },
      vpcZoneIdentifiers: [lab.aws.subnet(lab.aws.vpc()).id],
      tags: [{ key: "holdfast-node", value: "a1", propagateAtLaunch: true }],
    });
  }
  const instance = (): string => lab.aws.account.all(INSTANCE)[0]?.id ?? "";
  const report = (InstanceId: string, more = {}): Promise<string> =>
    lab.call("autoscaling", "SetInstanceHealth", {
      InstanceId,
      HealthStatus: "Unhealthy",
      ...more,
    });

  it("replaces an instance that is reported unhealthy", async () => {
    const { outputs } = group(0);
    const before = instance();
    await report(before);
    assert.notEqual(instance(), before);
    assert.equal(lab.aws.account.all(INSTANCE).length, 1);
    assert.deepEqual(lab.api.calls[0]?.resources, [outputs["arn"]]);
  });

  it("leaves a young instance alone, unless the report says otherwise", async () => {
    group(300);
    const before = instance();
    await report(before);
    assert.equal(instance(), before);
    await report(before, { ShouldRespectGracePeriod: "false" });
    assert.notEqual(instance(), before);
  });

  it("describes groups with their tags and instances", async () => {
    group(300);
    const answer = await lab.call("autoscaling", "DescribeAutoScalingGroups", {
      "AutoScalingGroupNames.member.1": "proxy-a1",
    });
    assert.deepEqual(all(answer, "InstanceId"), [instance()]);
    assert.deepEqual(all(answer, "DesiredCapacity"), ["1"]);
    assert.deepEqual(
      ["Key", "Value", "ResourceId", "PropagateAtLaunch"].map((name) => all(answer, name)),
      [["holdfast-node"], ["a1"], ["proxy-a1"], ["true"]],
    );
  });

  it("fails when an instance is of no group", async () => {
    const answer = await report(lab.instance().id);
    assert.deepEqual(all(answer, "Code"), ["ValidationError"]);
    assert.match(answer, /No managed instance found/);
  });
});
