import type * as pulumi from "@pulumi/pulumi";
import { createGate } from "../../backend/guards";
import { inEveryUpdate } from "../../scripts/script-command";
import { regionOf } from "../../network/plan-subnets";
import type { Owner } from "../../network/security-groups";
import { COLORS } from "../../backend/plan-blue-green";
import type { NlbAlbArgs } from "./args";

/** What an NLB forwards to that is not the front door's own. */
type Behind = Exclude<NlbAlbArgs["target"], { readonly kind: "alb" }>;

/**
 * Creates `<name>-ready`, a gate that is passed when the backend is healthy: before an address is freed for an NLB, which
 * can check the backend only when it exists. Without target groups to ask about there is none.
 */
export function createReadiness(
  { name, parent, vpc }: Owner,
  target: Behind,
  timeoutSeconds: number,
): pulumi.Resource[] {
  const admitted = partsBehind(target).filter(({ weight }) => weight > 0);
  const targetGroupArns = admitted.flatMap(({ key, targetGroupArn }) =>
    targetGroupArn === undefined ? [] : [[key, targetGroupArn] as const],
  );
  if (targetGroupArns.length === 0) return [];
  const gate = createGate(
    `${name}-ready`,
    {
      targetGroupArns: Object.fromEntries(targetGroupArns),
      region: regionOf(Object.keys(vpc.publicSubnets)[0]!),
      timeoutSeconds,
      triggers: inEveryUpdate(),
    },
    { parent, dependsOn: admitted.flatMap(({ parts = [] }) => [...parts]) },
  );
  return [gate];
}

const partsBehind = (target: Behind) =>
  target.kind === "ips"
    ? Object.entries(target.names).map(([key, { weight, healthTargetGroupArn, parts }]) => ({
        key,
        weight,
        targetGroupArn: healthTargetGroupArn,
        parts,
      }))
    : COLORS.flatMap((key) => {
        const live = target.colors[key];
        if (live === undefined) return [];
        const { weight, backend, parts } = live;
        return [{ key, weight, targetGroupArn: backend.targetGroupArn, parts }];
      });
