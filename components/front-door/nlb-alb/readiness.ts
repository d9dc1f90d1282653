import type * as pulumi from "@pulumi/pulumi";
import { createGate } from "../../backend/guards";
import { regionOf } from "../../network/plan-subnets";
import type { Owner } from "../../network/security-groups";
import type { AddressesTarget } from "./to-addresses";

/**
 * Creates `<name>-ready`, a gate that is passed when the backend is healthy: before an address is freed for an NLB, which
 * can check the backend only when it exists. Without target groups to ask about there is none.
 */
export function createReadiness(
  { name, parent, vpc }: Owner,
  { names, claims }: AddressesTarget,
  timeoutSeconds: number,
): pulumi.Resource[] {
  const admitted = Object.entries(names).filter(([, { weight }]) => weight > 0);
  const targetGroupArns = admitted.flatMap(([key, { healthTargetGroupArn: arn }]) =>
    arn === undefined ? [] : [[key, arn] as const],
  );
  if (claims === undefined || targetGroupArns.length === 0) return [];
  const gate = createGate(
    `${name}-ready`,
    {
      targetGroupArns: Object.fromEntries(targetGroupArns),
      region: regionOf(Object.keys(vpc.publicSubnets)[0]!),
      timeoutSeconds,
    },
    { parent, dependsOn: admitted.flatMap(([, { parts = [] }]) => [...parts]) },
  );
  return [gate];
}
