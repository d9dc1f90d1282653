import { releaseKey } from "../../components/addresses/lost-text";
import { holderIn } from "../../stack/holder";
import type { Step } from "../../stack/preview";
import { nameIn } from "../../stack/resource";
import { ACCELERATOR, EIP, IPAM_POOL_CIDR } from "../../stack/types";
import type { AddressChanges, InventoryAddress } from "./stack-review";

const ADDRESSES_OF_ACCELERATOR = 2;

const GONE = new Set(["delete", "delete-replaced", "replace", "create-replacement"]);
const REPLACED = new Set(["replace", "create-replacement"]);

/**
 * `StaticAddresses` names an address by inventory and key. The keys of an accelerator and of a block tell the
 * kind.
 */
const keyInName = (urn: string): string =>
  nameIn(urn)
    .replace(/^addresses-/, "")
    .replace(/^accelerator$/, "entry-accelerator")
    .replace(/^pool-cidr$/, "entry-block");

/**
 * The keys of a resource's addresses: one for an Elastic IP or a block, two for an accelerator, else none.
 */
export function keysIn(urn: string, type: string, key = keyInName(urn)): string[] {
  if (type === EIP || type === IPAM_POOL_CIDR) return [key];
  if (type !== ACCELERATOR) return [];
  return Array.from({ length: ADDRESSES_OF_ACCELERATOR }, (_, index) => `${key}-${index + 1}`);
}

function addressesIn(urn: string, state: Step["newState"]): InventoryAddress[] {
  if (!state) return [];
  const tags = (state.inputs?.["tags"] ?? {}) as Readonly<Record<string, string>>;
  const holder = holderIn(tags);
  return keysIn(urn, state.type, tags["holdfast:key"]).map((key) => ({ key, holder }));
}

/**
 * How the steps of a preview change the inventory of addresses. A replaced address is lost, and its
 * replacement is added: clients use the address, not its key.
 *
 * @param allowRelease keys that may be released; an accelerator's key covers both of its addresses
 * @param refused keys that the program itself refuses to release: such a preview has no steps for them
 */
export function addressChanges(
  steps: readonly Step[],
  allowRelease: readonly string[],
  refused: readonly string[],
): AddressChanges {
  const gone = new Map<string, InventoryAddress>(refused.map((key) => [key, { key, holder: "" }]));
  const added = new Map<string, InventoryAddress>();
  const kept: InventoryAddress[] = [];
  const moved: (InventoryAddress & { to: string })[] = [];
  for (const { op, urn, oldState, newState } of steps) {
    const before = addressesIn(urn, oldState);
    const after = addressesIn(urn, newState);
    if (GONE.has(op)) {
      before.forEach((address) => gone.set(address.key, address));
      if (REPLACED.has(op)) after.forEach((address) => added.set(address.key, address));
    } else if (before.length === 0) {
      after.forEach((address) => added.set(address.key, address));
    } else {
      before.forEach((address, index) => {
        kept.push(address);
        const to = after[index]?.holder ?? address.holder;
        if (to !== address.holder) moved.push({ ...address, to });
      });
    }
  }
  const mayGo = ({ key }: InventoryAddress): boolean =>
    [key, releaseKey(key)].some((one) => allowRelease.includes(one));
  const all = sorted([...gone.values()]);
  return {
    lost: all.filter((address) => !mayGo(address)),
    released: all.filter(mayGo),
    added: sorted([...added.values()]),
    moved: sorted(moved),
    kept: sorted(kept),
  };
}

const sorted = <T extends InventoryAddress>(addresses: T[]): T[] =>
  addresses.sort((one, other) => (one.key < other.key ? -1 : 1));
