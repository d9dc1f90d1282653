import assert from "node:assert/strict";
import type { BackendAccess } from "../../../components/backend/access";
import { type ColorBackend, backendFrom } from "../../../components/backend/color-backend";
import {
  existingBlocks,
  existingColors,
} from "../../../components/backend/existing/existing-colors";
import type { AskedTarget } from "../../../components/backend/existing/facts";
import { resolveExisting } from "../../../components/backend/existing/resolve";
import { endpointsOf } from "../../../components/backend/existing/targets";
import type { BackendSection } from "../../../components/backend/settings";
import { networkFrom } from "../../../components/network/network-from";

const ELB = "arn:aws:elasticloadbalancing:us-east-1:123456789012";
const ALB = `${ELB}:loadbalancer/app/shop/50dc6c495c0c9188`;
const GROUP = `${ELB}:targetgroup/shop/73e2d6bc24d8a067`;
const VPC = { vpcId: "vpc-shop", cidrs: ["10.77.0.0/16"] };

const BY_NAME: BackendAccess = {
  switch: "name",
  clients: "frontDoor",
  existing: "byReach",
  loadBalancer: { kind: "nlb" },
};
const BY_ALB: BackendAccess = {
  switch: { kind: "frontDoor" },
  clients: "frontDoor",
  existing: "internal",
  loadBalancer: { kind: "none" },
};

const configured = {
  color: "blue",
  path: "backend.existing",
  port: 443,
  healthPath: "/health",
} as const;
const balancer = (targetGroupArn: string | undefined = GROUP): AskedTarget => ({
  ...configured,
  kind: "loadBalancerArn",
  given: ALB,
  found: {
    value: {
      kind: "loadBalancerArn",
      ...VPC,
      dnsName: "shop.elb.amazonaws.com",
      internal: true,
      hasSecurityGroups: true,
      listener: { value: { protocol: "HTTPS", targetGroupArn } },
    },
  },
});
const group: AskedTarget = {
  ...configured,
  color: "green",
  kind: "autoScalingGroup",
  given: "shop",
  found: {
    value: {
      kind: "autoScalingGroup",
      ...VPC,
      subnetIds: ["subnet-a", "subnet-b"],
      replacesUnhealthy: false,
    },
  },
};
const targetGroup: AskedTarget = {
  ...configured,
  kind: "targetGroupArn",
  given: GROUP,
  found: {
    value: {
      kind: "targetGroupArn",
      ...VPC,
      targetType: "instance",
      protocol: "TCP",
      ports: [8443, 9000],
      usedBy: [],
    },
  },
};
const host: AskedTarget = {
  ...configured,
  kind: "host",
  given: "shop.example.net",
  found: { value: { kind: "host" } },
};

const resolve = (
  asked: AskedTarget[],
  access = BY_NAME,
  networkVpc: string | undefined = "vpc-shop",
) => resolveExisting(asked, { region: "us-east-1", reach: "private", access, networkVpc });

describe("resolveExisting", () => {
  it("has nothing to say of a load balancer in the network's VPC whose targets can be asked for", () => {
    const { problems, notices, targets } = resolve([balancer(), group]);
    assert.deepEqual({ problems, notices }, { problems: [], notices: [] });
    assert.deepEqual(Object.keys(targets), ["blue", "green"]);
  });

  it("notices what no gate can ask for, and what is in another VPC", () => {
    const [unasked, ...others] = resolve([host]).notices;
    assert.match(
      unasked!,
      /does not report the health of shop\.example\.net. A switch to it has no gate/,
    );
    assert.deepEqual(others, []);
    const far = resolve([{ ...balancer() }], BY_NAME, "vpc-other").notices;
    assert.equal(far.length, 1);
    assert.match(far[0]!, /is in vpc-shop\. If this is not the front door.s VPC/);
  });

  it("refuses instances of another VPC for a load balancer in the network's", () => {
    const codes = (asked: AskedTarget, access: BackendAccess) =>
      resolve([asked], access, "vpc-other").problems.map(({ code }) => code);
    assert.deepEqual(codes(targetGroup, BY_NAME), ["existing-other-vpc"]);
    assert.deepEqual(codes(group, BY_ALB), ["existing-other-vpc"]);
    // An NLB in front of a group is in the group's own subnets.
    assert.deepEqual(codes(group, BY_NAME), []);
  });
});

describe("existingColors", () => {
  const subnet = (id: string) => ({ id, cidr: "10.77.0.0/24" });
  const network = networkFrom({
    vpcId: "vpc-shop",
    cidr: "10.77.0.0/16",
    publicSubnets: { "us-east-1a": subnet("public-a"), "us-east-1b": subnet("public-b") },
    privateSubnets: { "us-east-1a": subnet("private-a"), "us-east-1b": subnet("private-b") },
  });
  const colors = (asked: AskedTarget[], access = BY_NAME) =>
    existingColors(resolve(asked).targets, access, network);

  it("gives a load balancer its name, and what metrics and the gate need", async () => {
    const { blue } = colors([balancer()]);
    const { loadBalancerArnSuffix, targetGroupArnSuffix, ...rest } = blue as ColorBackend;
    assert.deepEqual(rest, {
      dnsName: "shop.elb.amazonaws.com",
      loadBalancerArn: ALB,
      loadBalancerType: "alb",
      preservesClientIp: true,
      targetGroupArn: GROUP,
      port: 443,
      healthPath: "/health",
    });
    const known = (output: unknown) =>
      new Promise((resolve) => (output as { apply(f: typeof resolve): void }).apply(resolve));
    assert.equal(await known(loadBalancerArnSuffix), "app/shop/50dc6c495c0c9188");
    assert.equal(await known(targetGroupArnSuffix), "targetgroup/shop/73e2d6bc24d8a067");
  });

  it("puts an NLB in front of instances: in a group's subnets, or in the network's private ones", () => {
    const { blue, green } = colors([targetGroup, group]);
    assert.deepEqual(green, {
      targets: { kind: "autoScalingGroup", name: "shop" },
      ...VPC,
      subnetIds: ["subnet-a", "subnet-b"],
      port: 443,
      healthPath: "/health",
      loadBalancer: { kind: "nlb" },
    });
    assert.deepEqual(blue, {
      targets: { kind: "targetGroup", arn: GROUP },
      ...VPC,
      subnetIds: ["private-a", "private-b"],
      targetPorts: [8443, 9000],
      port: 443,
      healthPath: "/health",
      loadBalancer: { kind: "nlb" },
    });
  });

  it("leaves a target group to an ALB of the front door", () => {
    const { blue } = colors([targetGroup], BY_ALB);
    assert.equal("targets" in blue!, false);
    assert.equal((blue as ColorBackend).port, 8443);
  });

  it("names each block once, and all private ones for a host", () => {
    const { targets } = resolve([balancer(), group]);
    assert.deepEqual(existingBlocks(targets), { "10-77-0-0-16": "10.77.0.0/16" });
    assert.equal(Object.keys(existingBlocks(resolve([host]).targets)).length, 4);
  });
});

describe("endpointsOf", () => {
  it("takes a target alone for blue, on port 443", () => {
    const existing = { host: "shop.example.net" };
    const [one, ...others] = endpointsOf({ existing } as BackendSection);
    assert.equal(one?.color, "blue");
    assert.equal(one.port, 443);
    assert.equal(one.healthPath, "/health");
    assert.deepEqual(others, []);
  });
});

describe("backendFrom", () => {
  it("has port 443 and /health by default, and no load balancer", () => {
    assert.deepEqual(backendFrom({ dnsName: "shop.example.net" }), {
      dnsName: "shop.example.net",
      loadBalancerArn: undefined,
      loadBalancerArnSuffix: undefined,
      preservesClientIp: true,
      targetGroupArn: undefined,
      targetGroupArnSuffix: undefined,
      port: 443,
      healthPath: "/health",
    });
  });
});
