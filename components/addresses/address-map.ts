import * as pulumi from "@pulumi/pulumi";
import { known, valueAt } from "../settings/known";
import type { InventoryAddress, StaticAddress } from "./address";

/** Elastic IPs by key: a map, or an output that is a map, such as one of a `StackReference`. */
export type AddressMap = pulumi.Input<Readonly<Record<string, StaticAddress>>>;

/** Returns the address with a key. If an output lacks the key, the update fails once the value is known. */
export function addressOf(addresses: AddressMap, key: string): InventoryAddress {
  const map = known(addresses);
  if (map !== undefined) {
    const { allocationId, publicIp } = map[key]!;
    return { allocationId: pulumi.output(allocationId), publicIp: pulumi.output(publicIp) };
  }
  const { allocationId, publicIp } = valueAt(addresses, key, "addresses", "keys");
  return { allocationId, publicIp };
}
