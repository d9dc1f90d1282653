import assert from "node:assert/strict";
import { targetsOf } from "../../../simulator/model/targets";
import {
  AUTO_SCALING_GROUP,
  LAUNCH_TEMPLATE,
  TARGET_GROUP_ATTACHMENT,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { alb, listener, nlb, targets, twoZones } from "./balancing-lab";

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
      { id: "10.0.0.9", port: 8080, state: "unused", zone: undefined },
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

  /** An ALB that listens on port 80, and groups of type alb that have it as target. */
  function behind(lab: Lab, groups: number) {
    const place = twoZones(lab);
    const balancer = alb(lab, place);
    listener(lab, balancer, targets(lab, place));
    const check = { targetType: "alb", protocol: "TCP", healthCheck: { protocol: "HTTP" } };
    const made = Array.from({ length: groups }, (_, index) => {
      const group = targets(lab, place, { name: `alb-${index}`, ...check });
      return { group, network: nlb(lab, place, { name: `nlb-${index}` }) };
    });
    return { place, balancer, made };
  }

  it("fails when an ALB would be behind a third NLB, in whatever order", () => {
    for (const listenerFirst of [true, false]) {
      const lab = new Lab();
      const { balancer, made } = behind(lab, 3);
      const add = ({ group, network }: (typeof made)[0]): void => {
        const steps = [() => listener(lab, network, group), () => attach(lab, group, balancer.id)];
        (listenerFirst ? steps : steps.reverse()).forEach((step) => step());
      };
      made.slice(0, 2).forEach(add);
      assert.throws(() => add(made[2]!), /can be a target of at most 2 Network Load Balancers/);
    }
  });

  it("fails when a group has two ALBs, or an ALB has another port than its group", () => {
    const lab = new Lab();
    const { place, balancer, made } = behind(lab, 1);
    const other = alb(lab, place, { name: "other" });
    listener(lab, other, targets(lab, place, { name: "more" }));
    const { group } = made[0]!;
    assert.throws(
      () => attach(lab, group, balancer.id, 81),
      /must be that of the target group, 80/,
    );
    attach(lab, group, balancer.id);
    assert.throws(
      () => attach(lab, group, other.id),
      /TooManyTargets: .* can have one target only/,
    );
  });

  it("fails when an address outside the VPC has no zone", () => {
    const lab = new Lab();
    const group = targets(lab, twoZones(lab), { targetType: "ip" });
    assert.throws(
      () => attach(lab, group, "10.9.0.9"),
      /ValidationError: You must specify a valid Availability Zone or select 'all' .* '10\.9\.0\.9' is outside the VPC$/,
    );
  });
});
