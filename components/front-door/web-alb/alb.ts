import type * as pulumi from "@pulumi/pulumi";
import type { Command } from "@pulumi/command/local";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { WebAclAssociation } from "@pulumi/aws/wafv2/webAclAssociation";
import type { ColorBackend } from "../../backend/color-backend";
import type { LiveColor } from "../../backend/args";
import { componentsOf, targetGroupsOf } from "../../backend/colors";
import { createUnprotect } from "../../backend/deletion-protection";
import { createDrain, createGate } from "../../backend/guards";
import { STRICT_HTTP, TLS_POLICY, TO_HTTPS } from "../../backend/load-balancer";
import { COLORS, type Color } from "../../backend/plan-blue-green";
import { regionOf } from "../../network/plan-subnets";
import { named } from "../../tags";
import { createAccessLogs } from "./access-logs";
import { testPort } from "./test-ports";
import {
  type Owner,
  createGroup,
  allowIngress,
  allowEgress,
  allowPathMtu,
} from "../../network/security-groups";

/** An ALB that shares clients out between colours in its VPC. */
export interface WebAlb {
  /**
   * Of the same region. With it, clients get HTTPS on 443, and port 80 sends them there.
   *
   * @default - HTTP on port 80 only, which is for development
   */
  readonly certificateArn?: pulumi.Input<string> | undefined;
  /** How long an idle connection is kept, in seconds, 1 to 4000, and below that of an NLB in front of it. @default 60 */
  readonly albIdleTimeoutSeconds?: number | undefined;
  /**
   * Of a WAFv2 web ACL with scope REGIONAL, of the same region and account, which checks requests before listeners
   * forward them. Another ARN replaces the association: for some seconds, no web ACL checks requests.
   *
   * @default - this component associates none
   */
  readonly webAclArn?: pulumi.Input<string> | undefined;
  /** @default - none are written */
  readonly accessLogs?: { readonly retentionDays: number } | undefined;
  /** In the same VPC, without load balancers of their own; their weights add up to 100. */
  readonly colors: Readonly<Partial<Record<Color, LiveColor>>>;
}

/** Where an ALB is. */
type AlbPlace =
  | { readonly kind: "internal" }
  | {
      /** In the public subnets, with public addresses of an IPAM pool. */
      readonly kind: "internetFacing";
      readonly ipamPoolId: pulumi.Input<string>;
    };

export interface Alb {
  readonly loadBalancer: LoadBalancer;
  readonly group: SecurityGroup;
  /** Each waits, and is deleted before its colour and the resources that route to it. */
  readonly drains: readonly Command[];
  /** Listeners that make AWS check colours before clients get them. */
  readonly tests: readonly Listener[];
}

/** An ALB with the listeners that clients get. */
export interface LiveAlb extends Alb {
  readonly listeners: readonly LiveListener[];
}

export interface AlbSettings {
  readonly place: AlbPlace;
  /** Of its security group, which a change would replace. */
  readonly description: string;
  /** Time limit for a colour to become healthy before it goes live, in seconds. */
  readonly gateTimeoutSeconds: number;
  /** How long a removed colour keeps serving after traffic has moved away, in seconds. */
  readonly drainSeconds: number;
  /** Whether AWS refuses to delete the ALB. */
  readonly deletionProtection: boolean;
}

/**
 * Creates an ALB that colours are reached by: `<name>-alb` (ALB, its security group), `<name>-alb-logs` (bucket for
 * access logs, on request), `<name>-alb-web-acl` (association, with `webAclArn`), `<name>-alb-unprotect` (command, with
 * protection from deletion), and for each colour
 * `<name>-alb-to-<color>` and `<name>-<color>-from-alb` (rules), `<name>-test-<color>` (listener) and
 * `<name>-drain-<color>` (delay); `<name>-gate`; and `<name>-alb-<port>`, the listeners that clients come to: by weights
 * to the colours, and from HTTP to HTTPS if there is a certificate. The listeners wait for the gate.
 */
export function createWebAlb(owner: Owner, target: WebAlb, settings: AlbSettings): LiveAlb {
  const { name, parent, vpc } = owner;
  const alb = createAlb(owner, target, settings);
  const present = COLORS.flatMap((color) => {
    const live = target.colors[color];
    return live ? [{ color, ...live }] : [];
  });
  const admitted = present.filter(({ weight }) => weight > 0);
  const gate = createGate(
    `${name}-gate`,
    {
      targetGroupArns: targetGroupsOf(admitted),
      region: regionOf(Object.keys(vpc.privateSubnets)[0]!),
      timeoutSeconds: settings.gateTimeoutSeconds,
    },
    { parent, dependsOn: [...componentsOf(admitted), ...alb.drains] },
  );
  const listeners = createLiveListeners(owner, target, alb, [
    gate,
    ...alb.drains,
    ...associateWebAcl(owner, target, alb),
  ]);
  return { ...alb, listeners };
}

function createAlb(owner: Owner, target: WebAlb, settings: AlbSettings): Alb {
  const { name, parent, vpc, tags } = owner;
  const { place, drainSeconds, deletionProtection } = settings;
  const group = createGroup(owner, "alb", settings.description);
  // Clients' connections end here, even those that an NLB forwards: it keeps their addresses.
  allowPathMtu(`${name}-alb`, group, tags, { parent });
  const logs =
    target.accessLogs &&
    createAccessLogs(`${name}-alb-logs`, {
      parent,
      region: regionOf(Object.keys(vpc.privateSubnets)[0]!),
      accountId: group.ownerId,
      ...target.accessLogs,
      tags,
    });
  const isPublic = place.kind === "internetFacing";
  const subnets = isPublic ? vpc.publicSubnets : vpc.privateSubnets;
  const loadBalancer = new LoadBalancer(
    `${name}-alb`,
    {
      loadBalancerType: "application",
      internal: !isPublic,
      subnets: Object.values(subnets).map(({ id }) => id),
      ipamPools: isPublic ? { ipv4IpamPoolId: place.ipamPoolId } : undefined,
      securityGroups: [group.id],
      idleTimeout: target.albIdleTimeoutSeconds ?? 60,
      ...STRICT_HTTP,
      enableDeletionProtection: deletionProtection,
      accessLogs: logs ? { bucket: logs.bucket.bucket, enabled: true } : undefined,
      tags: named(`${name}-alb`, tags),
    },
    {
      parent,
      dependsOn: [
        // AWS tries to write when logs are turned on, and refuses if it may not.
        ...(logs ? [logs.policy] : []),
        // One that faces the internet needs its VPC's internet gateway.
        ...(isPublic ? vpc.dependencies : []),
      ],
    },
  );
  if (deletionProtection) createUnprotect(`${name}-alb`, loadBalancer, { parent });
  const drains: Command[] = [];
  const tests: Listener[] = [];
  for (const color of COLORS) {
    const live = target.colors[color];
    if (!live) continue;
    const { backend } = live;
    const rules = allowTargets(owner, color, backend, group);
    const test = createTest(owner, color, loadBalancer, targetGroupOf(backend), rules);
    tests.push(test);
    drains.push(
      createDrain(
        `${name}-drain-${color}`,
        { seconds: drainSeconds, vpc, tags },
        { parent, dependsOn: [...live.parts, test, ...rules], deletedWith: parent },
      ),
    );
  }
  return { loadBalancer, group, drains, tests };
}

function associateWebAcl(
  { name, parent }: Owner,
  { webAclArn }: WebAlb,
  { loadBalancer }: Alb,
): WebAclAssociation[] {
  if (webAclArn === undefined) return [];
  const association = new WebAclAssociation(
    `${name}-alb-web-acl`,
    { resourceArn: loadBalancer.arn, webAclArn },
    // The deletion of the old association names the ALB only: after the new one exists, it would remove that one.
    { parent, deleteBeforeReplace: true },
  );
  return [association];
}

/** Of a colour without load balancers of its own, which has one. */
const targetGroupOf = ({ targetGroupArn }: ColorBackend) => targetGroupArn!;

/** Instances of others are in the VPC, and their owner admits the ALB. */
function allowTargets(
  owner: Owner,
  color: Color,
  { instancesSecurityGroupId: instances, port }: ColorBackend,
  { id }: SecurityGroup,
): pulumi.Resource[] {
  const role = `alb-to-${color}`;
  if (!instances) return [allowEgress(owner, role, id, port, { cidrIpv4: owner.vpc.cidr })];
  return [
    allowEgress(owner, role, id, port, { referencedSecurityGroupId: instances }),
    allowIngress(owner, `${color}-from-alb`, instances, port, { referencedSecurityGroupId: id }),
  ];
}

/**
 * Its port admits no clients: it exists so that the ALB checks the colour's targets.
 *
 * @param rules that admit the checks. Where some instances pass before others, their group replaces the others.
 */
function createTest(
  { name, parent, tags }: Owner,
  color: Color,
  { arn }: LoadBalancer,
  targetGroupArn: pulumi.Input<string>,
  rules: readonly pulumi.Resource[],
): Listener {
  const listenerName = `${name}-test-${color}`;
  return new Listener(
    listenerName,
    {
      loadBalancerArn: arn,
      port: testPort(color),
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn }],
      tags: named(listenerName, tags),
    },
    { parent, dependsOn: [...rules] },
  );
}

/** The ports that clients get: 443 and 80 with a certificate, else 80. */
export const webPorts = (certificateArn: pulumi.Input<string> | undefined): number[] =>
  certificateArn === undefined ? [80] : [443, 80];

/** A port that clients come to. */
export interface LiveListener {
  readonly port: number;
  readonly listener: Listener;
}

/** @param after what must have let the colours pass */
function createLiveListeners(
  { name, parent, tags }: Owner,
  target: WebAlb,
  { loadBalancer }: Alb,
  after: readonly pulumi.Resource[],
): LiveListener[] {
  const { certificateArn, colors } = target;
  const targetGroups = COLORS.flatMap((color) => {
    const live = colors[color];
    return live ? [{ arn: targetGroupOf(live.backend), weight: live.weight }] : [];
  });
  const byWeights = { type: "forward", forward: { targetGroups } };
  return webPorts(certificateArn).map((port) => {
    const listenerName = `${name}-alb-${port}`;
    const secure = port === 443;
    const listener = new Listener(
      listenerName,
      {
        loadBalancerArn: loadBalancer.arn,
        port,
        protocol: secure ? "HTTPS" : "HTTP",
        certificateArn: secure ? certificateArn : undefined,
        sslPolicy: secure ? TLS_POLICY : undefined,
        defaultActions: [!secure && certificateArn !== undefined ? TO_HTTPS : byWeights],
        tags: named(listenerName, tags),
      },
      { parent, dependsOn: [...after] },
    );
    return { port, listener };
  });
}
