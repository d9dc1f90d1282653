import * as pulumi from "@pulumi/pulumi";
import type { AddressRequest } from "../components/addresses/plan-addresses";
import { StaticAddresses } from "../components/addresses/static-addresses";

/** Arguments of every component with addresses. */
export interface InventoryArgs {
  /**
   * Whether the addresses are protected from deletion, and stay in AWS when they leave the stack. Defaults to true.
   * To release them by a destroy, first set it to false in an update.
   */
  readonly protect?: boolean;
  /**
   * Allocation ids of existing Elastic IPs, by key. They are used instead of new ones and are never released.
   * Defaults to none.
   */
  readonly adopt?: Record<string, string>;
  /** Tags of all resources. By default only `Name`, and on addresses tags that begin with `holdfast:`. */
  readonly tags?: Record<string, pulumi.Input<string>>;
}

/** Creates the inventory with the requested addresses. */
export function createInventory(
  name: string,
  requests: readonly AddressRequest[],
  { protect = true, adopt = {}, tags }: InventoryArgs,
  parent: pulumi.ComponentResource,
): StaticAddresses {
  const addresses = requests.map(({ key, role, holder }) => {
    const existing = adopt[key];
    return [key, { role, holder, ...(existing === undefined ? {} : { adopt: existing }) }] as const;
  });
  return new StaticAddresses(
    name,
    { addresses: Object.fromEntries(addresses), protect, tags },
    { parent },
  );
}

/** The addresses of an inventory, by key. */
export const publicIpsOf = (inventory: StaticAddresses): pulumi.Output<Record<string, string>> =>
  pulumi.output(mapValues(inventory.addresses, ({ publicIp }) => publicIp));

export const mapValues = <T, R>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => R,
): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
