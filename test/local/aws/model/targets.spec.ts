import assert from "node:assert/strict";
import { targetsOf } from "../../../../local/aws/model/targets";
import {
  AUTO_SCALING_GROUP,
  LAUNCH_TEMPLATE,
  TARGET_GROUP_ATTACHMENT,
} from "../../../../local/aws/model/tokens";
import type { Stored } from "../../../../local/aws/store";
import { Lab, refuses } from "../lab";
import { alb, listener, targets, twoZones } from "./balancing-lab";

const attach = (lab: Lab, group: Stored, targetId: string, port?: number): Stored =>
  lab.make(TARGET_GROUP_ATTACHMENT, { targetGroupArn: group.id, targetId, port });

const scaled = (lab: Lab, place: ReturnType<typeof twoZones>, group: Stored): Stored => {
  const template = lab.make(LAUNCH_TEMPLATE, {
    name: "web",
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
  });
  return lab.make(AUTO_SCALING_GROUP, {
    name: "web",
    minSize: 2,
    maxSize: 2,
    launchTemplate: { id: template.id },
    vpcZoneIdentifiers: place.subnets.map(({ id }) => id),
    targetGroupArns: [group.id],
  });
};

describe("Targets of a TargetGroup", () => {
  it("are the instances of its auto scaling groups, healthy once a listener uses it", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const group = targets(lab, place);
    scaled(lab, place, group);
    const states = () =>
      targetsOf(lab.account, group.id, lab.region).map(({ port, state }) => [port, state]);
    assert.deepEqual(states(), [
      [80, "unused"],
      [80, "unused"],
    ]);
    const balancer = alb(lab, place);
    listener(lab, balancer, group);
    assert.deepEqual(states(), [
      [80, "healthy"],
      [80, "healthy"],
    ]);
    assert.deepEqual(lab.state(group)["loadBalancerArns"], [balancer.id]);
  });

  it("are those that are registered one by one", () => {
    const lab = new Lab();
    const group = targets(lab, twoZones(lab), { targetType: "ip" });
    attach(lab, group, "10.0.0.9", 8080);
    assert.deepEqual(targetsOf(lab.account, group.id, lab.region), [
      { id: "10.0.0.9", port: 8080, state: "unused" },
    ]);
  });

  it("can be an ALB that listens on the port", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const balancer = alb(lab, place);
    listener(lab, balancer, targets(lab, place), { port: 80 });
    const group = targets(lab, place, {
      name: "alb",
      protocol: "TCP",
      targetType: "alb",
      healthCheck: { protocol: "HTTP", path: "/" },
    });
    assert.ok(attach(lab, group, balancer.id));
  });

  refuses([
    [
      "a target is no address",
      (lab) => attach(lab, targets(lab, twoZones(lab), { targetType: "ip" }), "10.0.0.999"),
      "creating ELBv2 Target Group Attachment: operation error Elastic Load Balancing v2: RegisterTargets, api error InvalidTarget: The IP address '10.0.0.999' is not a valid IPv4 address",
    ],
  ]);

  it("fails when an auto scaling group registers with one for addresses", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const group = targets(lab, place, { targetType: "ip" });
    assert.throws(
      () => scaled(lab, place, group),
      /ValidationError: Provided Target Group .* must be of target type instance/,
    );
  });

  it("fails when its ALB does not listen on its port", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const group = targets(lab, place, {
      protocol: "TCP",
      targetType: "alb",
      healthCheck: { protocol: "HTTP" },
    });
    const balancer = alb(lab, place);
    assert.throws(
      () => attach(lab, group, balancer.id),
      /InvalidTarget: The Application Load Balancer '.*' must have at least one listener with a matching port of 80/,
    );
  });
});
