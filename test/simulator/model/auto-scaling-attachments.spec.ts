import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import { targetsOf } from "../../../simulator/model/targets";
import { AUTO_SCALING_ATTACHMENT, SUBNET, TARGET_GROUP } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { refuses } from "../refuses";
import { group, instances } from "./auto-scaling-lab";

const targetGroup = (lab: Lab, vpcId: unknown, inputs: Values = {}): Stored =>
  lab.make(TARGET_GROUP, {
    name: "web",
    port: 80,
    protocol: "TCP",
    vpcId: vpcId as string,
    ...inputs,
  });

const attach = (lab: Lab, autoscalingGroupName: string, lbTargetGroupArn: string): Stored =>
  lab.make(AUTO_SCALING_ATTACHMENT, { autoscalingGroupName, lbTargetGroupArn });

const vpcOf = (lab: Lab): unknown => lab.account.all(SUBNET)[0]!.inputs["vpcId"];

describe("Attachment of an auto scaling group", () => {
  it("registers the group's instances, which the group shows, until it is removed", () => {
    const lab = new Lab();
    const web = group(lab);
    const targets = targetGroup(lab, vpcOf(lab));
    const attachment = attach(lab, web.id, targets.id);
    const registered = () => targetsOf(lab.account, targets.id, lab.region).map(({ id }) => id);
    assert.deepEqual(
      registered(),
      instances(lab, web).map(({ id }) => id),
    );
    assert.deepEqual(lab.state(web)["targetGroupArns"], [targets.id]);
    lab.account.remove(attachment);
    assert.deepEqual(registered(), []);
    assert.deepEqual(lab.state(web)["targetGroupArns"], []);
  });

  it("goes with its group", () => {
    const lab = new Lab();
    const web = group(lab);
    attach(lab, web.id, targetGroup(lab, vpcOf(lab)).id);
    lab.account.remove(web);
    assert.deepEqual(lab.account.all(AUTO_SCALING_ATTACHMENT), []);
  });

  it("fails when the target group takes addresses, or is in another VPC", () => {
    const lab = new Lab();
    const web = group(lab);
    const other = lab.vpc({ cidrBlock: "10.9.0.0/16" });
    const addresses = targetGroup(lab, vpcOf(lab), { targetType: "ip" });
    for (const { id } of [addresses, targetGroup(lab, other.id, { name: "other" })]) {
      assert.throws(() => attach(lab, web.id, id), /Provided Target Group \S+ may not be valid/);
    }
  });

  const creating =
    "creating Auto Scaling Attachment: operation error Auto Scaling: AttachLoadBalancerTargetGroups, api error";
  refuses([
    [
      "there is no such group",
      (lab) => attach(lab, "shop", targetGroup(lab, lab.vpc().id).id),
      `${creating} ValidationError: AutoScalingGroup name not found - AutoScalingGroup 'shop' not found`,
    ],
  ]);
});
