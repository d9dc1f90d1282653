import type * as pulumi from "@pulumi/pulumi";
import { type AddressMap, addressOf } from "../../addresses/address-map";
import { regionOf } from "../../network/plan-subnets";
import type { Owner } from "../../network/security-groups";
import type { FrontDoorMove } from "../reachable";
import type { Nlb } from "./nlb";
import { nlbAddressKey } from "./nlb-addresses";
import { type NlbClaims, createZones, planNlbZones } from "./nlb-claims";

/**
 * Moves the addresses that an NLB claims: with `createZones`, those of the zones that it is created in, and then the rest.
 *
 * @param served target groups of the listeners, by the names that messages give them
 * @param after what must have happened before the rest: the listeners, and what makes the targets healthy
 */
export function moveZones(
  { name, parent, vpc }: Owner,
  { loadBalancer }: Nlb,
  addresses: AddressMap,
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
