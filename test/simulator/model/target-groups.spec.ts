import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { alb, listener, targets, twoZones } from "./balancing-lab";

describe("TargetGroup", () => {
  it("cannot be deleted while a listener uses it", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const group = targets(lab, place);
    const used = listener(lab, alb(lab, place), group);
    assert.throws(
      () => lab.account.remove(group),
      /ResourceInUse: Target group '.*' is currently in use by a listener or a rule/,
    );
    lab.account.remove(used);
    lab.account.remove(group);
  });

  refuses([
    [
      "its timeout is not shorter than its interval",
      (lab) => targets(lab, twoZones(lab), { healthCheck: { interval: 10, timeout: 10 } }),
      "healthCheck.timeout: Health check interval must be greater than the timeout: got 10 and 10 seconds",
    ],
    [
      "a TCP check has a path",
      (lab) => targets(lab, twoZones(lab), { protocol: "TCP", healthCheck: { path: "/" } }),
      'healthCheck.path: "path" is for health checks by HTTP or HTTPS only, this one is by TCP',
    ],
    [
      "one for an ALB is no TCP group",
      (lab) => targets(lab, twoZones(lab), { targetType: "alb" }),
      'protocol: a target group of type alb has protocol TCP, got "HTTP"',
    ],
    [
      "one for an ALB is checked by TCP",
      (lab) => targets(lab, twoZones(lab), { targetType: "alb", protocol: "TCP" }),
      "healthCheck.protocol: a target group of type alb is checked by HTTP or HTTPS",
    ],
    [
      "it names no VPC",
      (lab) => targets(lab, twoZones(lab), { vpcId: undefined }),
      'vpcId: "vpcId" is required when targetType is not lambda',
    ],
    [
      "its name is taken",
      (lab) => {
        const place = twoZones(lab);
        targets(lab, place);
        targets(lab, place);
      },
      "creating ELBv2 Target Group: operation error Elastic Load Balancing v2: CreateTargetGroup, api error DuplicateTargetGroupName: A target group with the same name 'web' exists, but with different settings",
    ],
  ]);
});
