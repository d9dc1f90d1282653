import type { Listener } from "@pulumi/aws/lb/listener";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { targetGroupsOf } from "../../backend/colors";
import type { LiveColor } from "../../backend/args";
import { createDrain, createGate } from "../../backend/guards";
import { COLORS, type Color } from "../../backend/plan-blue-green";
import { regionOf } from "../../network/plan-subnets";
import { type Nlb, createListener, createTargets, healthCheckOf } from "../nlb/nlb";
import { testPort } from "../web-alb/test-ports";
import { type Owner, allowEgress } from "../../network/security-groups";
import type { Timeouts } from "./to-alb";

/** Existing ALBs, in the VPC and the account of the NLB. AWS allows at most two NLBs in front of an ALB. */
export interface ExistingAlbsTarget {
  readonly kind: "albs";
  /** Public port, which each ALB must listen on. */
  readonly port: number;
  /** The colours, with the ARNs of their ALBs. Weights add up to 100. */
  readonly colors: Readonly<Partial<Record<Color, LiveColor>>>;
}

interface ExistingAlbs {
  readonly listener: Listener;
  readonly groups: Readonly<Record<string, TargetGroup>>;
}

/**
 * Puts existing ALBs behind the NLB. Creates for each colour `<name>-<color>-<port>` (target group, and the ALB as
 * its target), `<name>-test-<color>` (listener) and `<name>-drain-<color>` (delay); `<name>-gate`; and
 * `<name>-listener-<port>` and the rule `<name>-nlb-to-albs-<port>`.
 *
 * @returns the listener for clients, and the target groups of the colours that get clients
 */
export function forwardToExistingAlbs(
  owner: Owner,
  nlb: Nlb,
  { port, colors }: ExistingAlbsTarget,
  { nlbIdleTimeoutSeconds, drainSeconds, gateTimeoutSeconds }: Timeouts,
): ExistingAlbs {
  const { name, parent, vpc, tags } = owner;
  const tcpIdleTimeoutSeconds = nlbIdleTimeoutSeconds;
  allowEgress(owner, `nlb-to-albs-${port}`, nlb.group.id, port, { cidrIpv4: vpc.cidr });
  const present = COLORS.flatMap((color) => {
    const live = colors[color];
    if (live === undefined) return [];
    const { backend, weight, parts } = live;
    const group = createTargets(owner, `${color}-${port}`, port, {
      targetType: "alb",
      healthCheck: healthCheckOf(port, backend.healthPath),
    });
    const attachment = new TargetGroupAttachment(
      `${name}-${color}-${port}`,
      { targetGroupArn: group.arn, targetId: backend.loadBalancerArn!, port },
      { parent },
    );
    // A listener on a port that admits no client: the NLB checks the ALB before it forwards clients there.
    const test = createListener(
      owner,
      `test-${color}`,
      nlb,
      {
        port: testPort(color),
        tcpIdleTimeoutSeconds,
        targetGroups: [{ arn: group.arn, weight: 1 }],
      },
      [attachment],
    );
    const drain = createDrain(
      `${name}-drain-${color}`,
      { seconds: drainSeconds, vpc, tags },
      { parent, dependsOn: [...parts, test], deletedWith: parent },
    );
    return [{ color, backend, weight, group, drain }];
  });
  const admitted = present.filter(({ weight }) => weight > 0);
  const drains = present.map(({ drain }) => drain);
  const behindNlb = admitted.map(({ color, group }) => [`${color}-${port}`, group.arn] as const);
  const gate = createGate(
    `${name}-gate`,
    {
      targetGroupArns: { ...targetGroupsOf(admitted), ...Object.fromEntries(behindNlb) },
      region: regionOf(Object.keys(vpc.privateSubnets)[0]!),
      timeoutSeconds: gateTimeoutSeconds,
    },
    { parent, dependsOn: drains },
  );
  const targetGroups = present.map(({ group, weight }) => ({ arn: group.arn, weight }));
  const listens = { port, tcpIdleTimeoutSeconds, targetGroups };
  const listener = createListener(owner, `listener-${port}`, nlb, listens, [gate, ...drains]);
  const groups = admitted.map(({ color, group }) => [`${port}-${color}`, group] as const);
  return { listener, groups: Object.fromEntries(groups) };
}
