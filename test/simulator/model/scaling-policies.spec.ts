import assert from "node:assert/strict";
import {
  AUTO_SCALING_GROUP,
  LAUNCH_TEMPLATE,
  SCALING_POLICY,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { alb, listener, targets, twoZones } from "./balancing-lab";

type Place = ReturnType<typeof twoZones>;

function policy(lab: Lab, inputs: Values, { subnets }: Place = twoZones(lab)): Stored {
  const template = lab.make(LAUNCH_TEMPLATE, {
    name: "web",
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
  });
  const group = lab.make(AUTO_SCALING_GROUP, {
    name: "web",
    minSize: 0,
    maxSize: 1,
    launchTemplate: { id: template.id },
    vpcZoneIdentifiers: subnets.map(({ id }) => id),
  });
  return lab.make(SCALING_POLICY, { name: "p", autoscalingGroupName: group.id, ...inputs });
}

const tracking = (specification: Values): Values => ({
  policyType: "TargetTrackingScaling",
  targetTrackingConfiguration: { targetValue: 60, predefinedMetricSpecification: specification },
});

const requests = (resourceLabel: string | undefined): Values =>
  tracking({ predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel });

describe("Scaling policy", () => {
  it("goes with its group", () => {
    const lab = new Lab();
    policy(lab, tracking({ predefinedMetricType: "ASGAverageCPUUtilization" }));
    lab.account.remove({ type: AUTO_SCALING_GROUP, id: "web", region: lab.region });
    assert.deepEqual(lab.account.all(SCALING_POLICY), []);
  });

  it("follows the requests of a target group that its load balancer uses", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const [balancer, group] = [alb(lab, place), targets(lab, place)];
    listener(lab, balancer, group);
    const label = [balancer, group].map((one) => text(lab.state(one)["arnSuffix"])).join("/");
    assert.ok(policy(lab, requests(label), place));
  });

  refuses([
    [
      "target tracking tracks nothing",
      (lab) => policy(lab, { policyType: "TargetTrackingScaling" }),
      'targetTrackingConfiguration: "targetTrackingConfiguration" is required for policy type TargetTrackingScaling',
    ],
    [
      "requests are counted for no target group",
      (lab) => policy(lab, requests(undefined)),
      "targetTrackingConfiguration: ALBRequestCountPerTarget, and it only, needs a resourceLabel",
    ],
    [
      "no load balancer uses the target group",
      (lab) => policy(lab, requests("app/a/1/targetgroup/b/2")),
      "creating Auto Scaling Policy: operation error Auto Scaling: PutScalingPolicy, api error ValidationError: Load balancer does not route traffic to the target group specified in resource label 'app/a/1/targetgroup/b/2'",
    ],
  ]);
});
