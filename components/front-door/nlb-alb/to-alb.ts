import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { type Alb, createWebAlb } from "../web-alb/alb";
import type { AlbTarget } from "./alb-target";
import { type Nlb, createListener, createTargets, healthCheckOf } from "../nlb/nlb";
import { type Owner, allowIngress, allowEgress } from "../../network/security-groups";

/** Seconds that decide when something goes and when an update fails. */
export interface Timeouts {
  readonly nlbIdleTimeoutSeconds: number;
  readonly drainSeconds: number;
  readonly gateTimeoutSeconds: number;
}

export interface AlbForwarding extends Timeouts {
  /** Whether AWS refuses to delete the ALB. */
  readonly deletionProtection: boolean;
}

/** What alarms watch. */
interface ForwardedAlb {
  readonly alb: Alb;
  /** Of the NLB, by port. */
  readonly groups: Readonly<Record<string, TargetGroup>>;
}

/**
 * Puts the ALB behind the NLB. Creates what `createWebAlb` does, and for each port `<name>-port-<port>` (target group, and the ALB as its target), `<name>-listener-<port>` and the
 * rules `<name>-nlb-to-alb-<port>` and `<name>-alb-from-nlb-<port>`.
 */
export function forwardToAlb(
  owner: Owner,
  nlb: Nlb,
  target: AlbTarget,
  { nlbIdleTimeoutSeconds, ...settings }: AlbForwarding,
): ForwardedAlb {
  const { name, parent } = owner;
  const alb = createWebAlb(owner, target, {
    ...settings,
    place: { kind: "internal" },
    description: "ALB: the NLB in, instances out",
  });
  // The path of the colour that most clients get; any other one's answers too, if only with 404.
  const [most] = Object.values(target.colors).sort((one, other) => other.weight - one.weight);
  const groups: Record<string, TargetGroup> = {};
  for (const { port, listener } of alb.listeners) {
    allowEgress(owner, `nlb-to-alb-${port}`, nlb.group.id, port, {
      referencedSecurityGroupId: alb.group.id,
    });
    allowIngress(owner, `alb-from-nlb-${port}`, alb.group.id, port, {
      referencedSecurityGroupId: nlb.group.id,
    });
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
    const share = { arn: group.arn, weight: 100 };
    createListener(
      owner,
      `listener-${port}`,
      nlb,
      { port, tcpIdleTimeoutSeconds: nlbIdleTimeoutSeconds, targetGroups: [share] },
      [attachment],
    );
    groups[port] = group;
  }
  return { alb, groups };
}
