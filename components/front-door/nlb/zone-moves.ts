import type * as pulumi from "@pulumi/pulumi";
import { addressOf } from "../../addresses/address-map";
import { createGate } from "../../backend/guards";
import type { Owner } from "../../network/security-groups";
import { regionOf } from "../../network/plan-subnets";
import type { Nlb } from "../nlb/nlb";
import { nlbAddressKey } from "../nlb/nlb-addresses";
import { type NlbClaims, createZones, planNlbZones } from "../nlb/nlb-claims";
import type { FrontDoorMove } from "../reachable";
import type { NlbAlbArgs } from "./args";
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

/**
 * Moves the addresses that an NLB claims: with `createZones`, those of the zones that it is created in, and then the rest.
 *
 * @param served target groups of the listeners, by the names that messages give them
 * @param after the listeners
 */
export function moveZones(
  { name, parent, vpc }: Owner,
  { loadBalancer }: Nlb,
  addresses: NlbAlbArgs["addresses"],
  claims: NlbClaims,
  served: Readonly<Record<string, pulumi.Input<string>>>,
  after: readonly pulumi.Resource[],
): FrontDoorMove {
  const { first, claimed } = planNlbZones(Object.keys(vpc.publicSubnets), claims.keys);
  const move = (zones: readonly string[], begun: readonly pulumi.Resource[]) =>
    createZones(name, {
      parent,
      region: regionOf(claimed[0]!),
      loadBalancerArn: loadBalancer.arn,
      holder: claims.holder,
      zones: Object.fromEntries(
        zones.map((zone) => {
          const key = nlbAddressKey(zone);
          const { allocationId } = addressOf(addresses, key);
          return [zone, { key, allocationId, subnetId: vpc.publicSubnets[zone]!.id }];
        }),
      ),
      targetGroupArns: served,
      after: begun,
    });
  const isFirst = (zone: string) => first.includes(zone);
  const moved = move(claimed.filter(isFirst), after);
  const begun = moved.length > 0 ? moved : after;
  const rest = claimed.filter((zone) => !isFirst(zone));
  return { begun, moveRest: (named) => void move(rest, [...begun, ...named]) };
}
