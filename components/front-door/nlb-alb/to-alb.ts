import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import type { Listener } from "@pulumi/aws/lb/listener";
import { createDrain, createGate } from "../../backend/guards";
import { regionOf } from "../../network/plan-subnets";
import type { LiveAlb } from "../web-alb/alb";
import { testPort } from "../web-alb/test-ports";
import type { AlbTarget } from "./alb-target";
import { type Nlb, createListener, createTargets, healthCheckOf } from "../nlb/nlb";
import { type Owner, allowIngress, allowEgress } from "../../network/security-groups";

/** Seconds that decide when something goes and when an update fails. */
export interface Timeouts {
  readonly nlbIdleTimeoutSeconds: number;
  readonly drainSeconds: number;
  readonly gateTimeoutSeconds: number;
}

/** What others need of the ALB behind the NLB. */
interface ForwardedAlb {
  /** Of the NLB, by port. */
  readonly groups: Readonly<Record<string, TargetGroup>>;
  readonly listeners: readonly Listener[];
}

/** Names the listener that makes the NLB check the ALB, and what waits for that. */
const ALB = "alb";

/**
 * Puts an ALB behind the NLB. Creates for each port `<name>-port-<port>` (target group, and the ALB as its target),
 * `<name>-listener-<port>` and the rules `<name>-nlb-to-alb-<port>` and `<name>-alb-from-nlb-<port>`; and
 * `<name>-test-alb` (listener), `<name>-drain-alb` (delay) and `<name>-nlb-gate`.
 */
export function forwardToAlb(
  owner: Owner,
  nlb: Nlb,
  { colors }: AlbTarget,
  alb: LiveAlb,
  { nlbIdleTimeoutSeconds: tcpIdleTimeoutSeconds, drainSeconds, gateTimeoutSeconds }: Timeouts,
): ForwardedAlb {
  const { name, parent, vpc, tags } = owner;
  // The path of the colour that most clients get; any other one's answers too, if only with 404.
  const [most] = Object.values(colors).sort((one, other) => other.weight - one.weight);
  const registered = alb.listeners.map(({ port, listener }) => {
    const rules = [
      allowEgress(owner, `nlb-to-alb-${port}`, nlb.group.id, port, {
        referencedSecurityGroupId: alb.group.id,
      }),
      allowIngress(owner, `alb-from-nlb-${port}`, alb.group.id, port, {
        referencedSecurityGroupId: nlb.group.id,
      }),
    ];
    const group = createTargets(owner, `port-${port}`, port, {
      targetType: "alb",
      healthCheck: healthCheckOf(port, most?.backend.healthPath ?? "/"),
    });
    const attachment = new TargetGroupAttachment(
      `${name}-port-${port}`,
      { targetGroupArn: group.arn, targetId: alb.loadBalancer.arn, port },
      // AWS takes an ALB as a target only once it listens on the port.
      { parent, dependsOn: listener },
    );
    return { port, group, parts: [...rules, attachment] };
  });
  // Its port admits no clients: it exists so that the NLB checks the ALB before clients get there.
  const test = createListener(
    owner,
    `test-${ALB}`,
    nlb,
    {
      port: testPort(ALB),
      tcpIdleTimeoutSeconds,
      targetGroups: registered.map(({ group }) => ({ arn: group.arn, weight: 1 })),
    },
    registered.flatMap(({ parts }) => parts),
  );
  const drain = createDrain(
    `${name}-drain-${ALB}`,
    { seconds: drainSeconds, vpc, tags },
    { parent, dependsOn: test, deletedWith: parent },
  );
  const gate = createGate(
    `${name}-nlb-gate`,
    {
      targetGroupArns: Object.fromEntries(
        registered.map(({ port, group }) => [`${ALB}-${port}`, group.arn]),
      ),
      region: regionOf(Object.keys(vpc.privateSubnets)[0]!),
      timeoutSeconds: gateTimeoutSeconds,
    },
    { parent, dependsOn: drain },
  );
  const listeners = registered.map(({ port, group }) => {
    const targetGroups = [{ arn: group.arn, weight: 100 }];
    const listens = { port, tcpIdleTimeoutSeconds, targetGroups };
    return createListener(owner, `listener-${port}`, nlb, listens, [gate, drain]);
  });
  const groups = Object.fromEntries(registered.map(({ port, group }) => [port, group]));
  return { groups, listeners };
}
