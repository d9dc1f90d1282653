import * as pulumi from "@pulumi/pulumi";
import type { Command } from "@pulumi/command/local";
import type { Listener } from "@pulumi/aws/lb/listener";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { createDrain, createGate } from "../../backend/guards";
import { regionOf } from "../../network/plan-subnets";
import { Follower } from "../nlb/follower/follower";
import { type Nlb, createListener, createTargets, healthCheckOf } from "../nlb/nlb";
import { testPort } from "../web-alb/test-ports";
import { type Owner, allowEgress } from "../../network/security-groups";
import type { Timeouts } from "./to-alb";

/** A name whose addresses the NLB forwards to. */
export interface FollowedName {
  readonly dnsName: pulumi.Input<string>;
  /** Share of new connections, in percent. */
  readonly weight: number;
  /**
   * Path that each address answers, over HTTPS on port 443 and else over HTTP, with anything but 5xx.
   *
   * @default - an address is healthy that takes connections
   */
  readonly healthPath?: string | undefined;
  /** Of what is behind the name, whose targets must be healthy too before clients get there. */
  readonly healthTargetGroupArn?: pulumi.Input<string> | undefined;
  /** What is behind the name, to stay until it is drained. @default - nothing of ours */
  readonly parts?: readonly pulumi.Resource[] | undefined;
}

/** Load balancers anywhere: of colours in VPCs of their own, of other accounts, or names of any kind. */
export interface AddressesTarget {
  readonly kind: "ips";
  /** That serve the public, and that each name has an answer on. */
  readonly ports: readonly number[];
  /** By colour or any other key; weights add up to 100. */
  readonly names: Readonly<Record<string, FollowedName>>;
}

/** What forwards to the addresses, as far as others need it. */
interface Forwarding {
  readonly follower: Follower;
  readonly listeners: readonly Listener[];
  /** Target groups of the names that get clients, by name and port. */
  readonly served: Readonly<Record<string, pulumi.Output<string>>>;
}

/** All addresses that a target of type `ip` can have; what is public cannot be one. */
const PRIVATE_BLOCKS = {
  "10": "10.0.0.0/8",
  "100": "100.64.0.0/10",
  "172": "172.16.0.0/12",
  "192": "192.168.0.0/16",
};

/** A name with its target groups by port. */
interface FollowedGroups {
  readonly key: string;
  readonly name: FollowedName;
  readonly groups: Readonly<Record<number, TargetGroup>>;
  /** Deleted before the groups, after no listener that clients use leads there. */
  readonly drain: Command;
}

/**
 * Puts the addresses of names behind the NLB. Creates for each name `<name>-<key>-<port>` (target groups),
 * `<name>-test-<key>` (listener) and `<name>-drain-<key>-addresses` (delay); `<name>-follower` (what registers
 * addresses); `<name>-gate`; and for each port `<name>-listener-<port>` and the rules
 * `<name>-nlb-to-<block>-<port>`.
 */
export function forwardToAddresses(
  owner: Owner,
  nlb: Nlb,
  { ports, names }: AddressesTarget,
  timeouts: Timeouts,
  topicArn: pulumi.Output<string>,
): Forwarding {
  const { name, parent, vpc, tags } = owner;
  for (const port of ports) {
    for (const [block, cidrIpv4] of Object.entries(PRIVATE_BLOCKS)) {
      allowEgress(owner, `nlb-to-${block}-${port}`, nlb.group.id, port, { cidrIpv4 });
    }
  }
  const followed = Object.entries(names).map(([key, followedName]) =>
    follow(owner, nlb, { key, name: followedName }, ports, timeouts),
  );
  const follower = new Follower(
    `${name}-follower`,
    {
      targets: Object.fromEntries(
        followed.flatMap(({ key, name: { dnsName }, groups }) =>
          Object.entries(groups).map(([port, group]) => [
            `${key}-${port}`,
            {
              dnsName,
              port: Number(port),
              targetGroupArn: group.arn,
              loadBalancerArnSuffix: nlb.loadBalancer.arnSuffix,
              targetGroupArnSuffix: group.arnSuffix,
            },
          ]),
        ),
      ),
      vpcCidr: vpc.cidr,
      topicArn,
      tags,
    },
    { parent },
  );
  const gate = createAddressGate(owner, followed, follower, timeouts.gateTimeoutSeconds);
  const drains = followed.map(({ drain }) => drain);
  const listeners = ports.map((port) => {
    const targetGroups = followed.map(({ groups, name: { weight } }) => ({
      arn: groups[port]!.arn,
      weight,
    }));
    const tcpIdleTimeoutSeconds = timeouts.nlbIdleTimeoutSeconds;
    const listens = { port, tcpIdleTimeoutSeconds, targetGroups };
    return createListener(owner, `listener-${port}`, nlb, listens, [gate, ...drains]);
  });
  return { follower, listeners, served: servedBy(followed) };
}

const servedBy = (followed: readonly FollowedGroups[]): Record<string, pulumi.Output<string>> =>
  Object.fromEntries(
    followed
      .filter(({ name: { weight } }) => weight > 0)
      .flatMap(({ key, groups }) =>
        Object.entries(groups).map(([port, { arn }]) => [`${key}-${port}`, arn]),
      ),
  );

function follow(
  owner: Owner,
  nlb: Nlb,
  { key, name }: Pick<FollowedGroups, "key" | "name">,
  ports: readonly number[],
  { nlbIdleTimeoutSeconds, drainSeconds }: Timeouts,
): FollowedGroups {
  const groups: Record<number, TargetGroup> = {};
  for (const port of ports) {
    groups[port] = createTargets(owner, `${key}-${port}`, port, {
      targetType: "ip",
      // Answers go back through the NLB, wherever the addresses are.
      preserveClientIp: "false",
      deregistrationDelay: drainSeconds,
      healthCheck: healthCheckOf(port, name.healthPath),
    });
  }
  // Its port admits no clients: it exists so that the NLB checks the addresses.
  const test = createListener(owner, `test-${key}`, nlb, {
    port: testPort(key),
    tcpIdleTimeoutSeconds: nlbIdleTimeoutSeconds,
    targetGroups: Object.values(groups).map(({ arn }) => ({ arn, weight: 1 })),
  });
  const drain = createDrain(
    `${owner.name}-drain-${key}-addresses`,
    { seconds: drainSeconds, ...owner },
    {
      parent: owner.parent,
      dependsOn: [...(name.parts ?? []), test],
      deletedWith: owner.parent,
    },
  );
  return { key, name, groups, drain };
}

function createAddressGate(
  { name, parent, vpc }: Owner,
  followed: readonly FollowedGroups[],
  follower: Follower,
  timeoutSeconds: number,
): Command {
  const admitted = followed.filter(({ name: { weight } }) => weight > 0);
  const targetGroupArns = admitted.flatMap(({ key, name: { healthTargetGroupArn } }) =>
    healthTargetGroupArn ? [[key, healthTargetGroupArn] as const] : [],
  );
  return createGate(
    `${name}-gate`,
    {
      targetGroupArns: { ...Object.fromEntries(targetGroupArns), ...servedBy(followed) },
      functionName: follower.functionName,
      region: regionOf(Object.keys(vpc.privateSubnets)[0]!),
      timeoutSeconds,
    },
    // A drain comes after all that it keeps, so that the time to wait begins when all is there.
    { parent, dependsOn: [follower, ...admitted.map(({ drain }) => drain)] },
  );
}
