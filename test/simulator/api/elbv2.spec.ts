import assert from "node:assert/strict";
import {
  LISTENER,
  LOAD_BALANCER,
  TARGET_GROUP,
  TARGET_GROUP_ATTACHMENT,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { text } from "../../../simulator/model/values";
import { ApiLab, all } from "./api-lab";

describe("Elastic Load Balancing API", () => {
  let lab: ApiLab;
  let group: Stored;
  let instance: Stored;
  let subnets: Stored[];
  beforeEach(async () => {
    lab = await ApiLab.open();
    const vpc = lab.aws.vpc();
    subnets = ["a", "b"].map((zone, index) =>
      lab.aws.subnet(vpc, {
        cidrBlock: `10.0.${index * 16}.0/20`,
        availabilityZone: `us-east-1${zone}`,
      }),
    );
    instance = lab.instance(subnets[0]);
    group = lab.aws.make(TARGET_GROUP, {
      name: "blue",
      port: 443,
      protocol: "TCP",
      vpcId: vpc.id,
    });
    const target = { targetGroupArn: arn(), targetId: instance.id };
    lab.aws.make(TARGET_GROUP_ATTACHMENT, target);
  });
  afterEach(() => lab.api.close());

  const arn = (): string => text(group.outputs["arn"]);
  const states = async (): Promise<string[]> =>
    all(await lab.call("elbv2", "DescribeTargetHealth", { TargetGroupArn: arn() }), "State");

  it("tells the health of targets: unused without a listener, then healthy, or what a fault says", async () => {
    assert.deepEqual(await states(), ["unused"]);
    const balancer = lab.aws.make(LOAD_BALANCER, {
      name: "blue",
      internal: true,
      loadBalancerType: "network",
      subnets: subnets.map(({ id }) => id),
    });
    lab.aws.make(LISTENER, {
      loadBalancerArn: text(balancer.outputs["arn"]),
      port: 443,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: arn() }],
    });
    assert.deepEqual(await states(), ["healthy"]);
    lab.api.faults.unhealthy.add(instance.id);
    assert.deepEqual(await states(), ["unhealthy"]);
  });

  it("describes target groups", async () => {
    const answer = await lab.call("elbv2", "DescribeTargetGroups", { "Names.member.1": "blue" });
    assert.deepEqual(all(answer, "TargetGroupArn"), [arn()]);
  });

  it("fails when a target group does not exist", async () => {
    for (const [action, parameters] of [
      ["DescribeTargetHealth", { TargetGroupArn: "arn:x" }],
      ["DescribeTargetGroups", { "Names.member.1": "green" }],
    ] as const) {
      const answer = await lab.call("elbv2", action, parameters);
      assert.deepEqual(all(answer, "Code"), ["TargetGroupNotFound"]);
    }
  });
});
