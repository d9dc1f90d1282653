import type { Problem } from "../settings/problem";
import type { AddressArgs, AddressRole } from "./address";
import type { LostAddress } from "./lost";
import { addressProblem } from "./problems";

/** A part of the stack asks for an address. */
export interface AddressRequest {
  /** Names the address for good: `egress-a`, … */
  readonly key: string;
  readonly role: AddressRole;
  /**
   * Short name of what the address is to be associated with: `nat-a`, … A word with a plus sign is a
   * remark about the holder, and makes no other of it.
   */
  readonly holder: string;
}

/** Addresses as they are, or requests by their keys. */
export const requestsByKey = (
  addresses: Readonly<Record<string, AddressArgs>> | readonly AddressRequest[],
): Readonly<Record<string, AddressArgs>> =>
  isList(addresses)
    ? Object.fromEntries(addresses.map((request) => [request.key, request]))
    : addresses;

/** Narrows to a readonly list, which `Array.isArray` does not. */
export const isList = (
  value: object | readonly AddressRequest[],
): value is readonly AddressRequest[] => Array.isArray(value);

/** An address in the AWS account that is tagged as this stack's. */
export interface HeldAddress {
  readonly key: string;
  readonly role: AddressRole;
  readonly allocationId: string;
  readonly publicIp: string;
  /** What the last update gave it to. */
  readonly holder: string;
  /** The network interface that has it now, if any. */
  readonly associatedWith?: string | undefined;
  /** The last update already lifted its protection, because `allowRelease` names it. */
  readonly releaseAllowed: boolean;
  /** Id of the pool that it came from; Amazon's own is `amazon`. */
  readonly pool?: string | undefined;
  /** It was made elsewhere, and so is never released from here. */
  readonly adopted: boolean;
}

export interface AddressSettings {
  readonly protect: boolean;
  /** Key -> allocation id of an address that exists already. */
  readonly adopt: Readonly<Record<string, string>>;
  /** Keys that an update may give up. */
  readonly allowRelease: readonly string[];
  /** Key -> name for reverse DNS. */
  readonly reverseDns: Readonly<Record<string, string>>;
  /** Keys whose holder is replaced: it keeps its name, and is another one. @default - none */
  readonly replaced?: readonly string[] | undefined;
}

/** What one update does with the addresses of a stack. */
export interface AddressPlan {
  /** The inventory after the update, by key. */
  readonly addresses: Readonly<Record<string, AddressArgs>>;
  /**
   * Keys of addresses that change hands. An address cannot be at two places, so the update takes it
   * from its old holder and the next one gives it to the new one; whoever asked for it goes without
   * in between.
   */
  readonly handover: readonly string[];
  /** What a person should know before agreeing to the update. */
  readonly notices: readonly string[];
}

/**
 * Decides which addresses exist after an update: those asked for, and those held already that may
 * not go yet. No address leaves silently:
 *
 * - one that nothing asks for any more is a problem, unless protection is off or `allowRelease`
 *   names it. Then one update lifts its protection and the next one releases it;
 * - one that moves from a holder to another is freed by one update and claimed by the next.
 */
export function planAddresses(
  requests: readonly AddressRequest[],
  settings: AddressSettings,
  held: readonly HeldAddress[],
): { plan: AddressPlan; lost: readonly LostAddress[]; problems: Problem[] } {
  const requested = new Map(requests.map((request) => [request.key, request]));
  const addresses: Record<string, AddressArgs> = {};
  const handover: string[] = [];
  const notices: string[] = [];

  for (const { key, role, holder } of requests) {
    const existing = held.find((address) => address.key === key);
    const moving =
      existing !== undefined &&
      isTaken(existing) &&
      (!sameHolder(existing.holder, holder) || settings.replaced?.includes(key) === true);
    if (moving) {
      handover.push(key);
      const to = sameHolder(existing.holder, holder) ? "a new one" : holder;
      notices.push(
        `${key} (${existing.publicIp}) moves from ${existing.holder} to ${to}: this update frees it, the next \`pulumi up\` claims it`,
      );
    }
    addresses[key] = addressArgs(key, role, moving ? "none" : holder, settings, existing);
  }

  const lost: LostAddress[] = [];
  for (const existing of held) {
    const { key, publicIp } = existing;
    if (requested.has(key)) continue;
    const leaves = existing.adopted ? "leaves the inventory" : "is released";
    if (!settings.allowRelease.includes(key)) {
      lost.push({ key, publicIp });
    } else if (existing.releaseAllowed || !settings.protect) {
      notices.push(`${key} (${publicIp}) ${leaves} with this update, as allowRelease agrees`);
    } else {
      addresses[key] = addressArgs(key, existing.role, "none", settings, existing);
      notices.push(
        `${key} (${publicIp}) loses its protection in this update and ${leaves} with the next \`pulumi up\`, as allowRelease agrees`,
      );
    }
  }
  return { plan: { addresses, handover, notices }, lost, problems: duplicates(held) };
}

/**
 * Whether an address has to be freed before another holder gets it. One that clients know has records too,
 * which lead to its holder's kind of front door even while nothing is associated with it.
 */
function isTaken({ role, holder, associatedWith }: HeldAddress): boolean {
  return associatedWith !== undefined || (role === "ingress" && holder !== "none");
}

/** Whether two holders are the same one, whatever is remarked about them. Earlier versions noted `+protected` for an NLB. */
export function sameHolder(one: string, other: string): boolean {
  const plain = (holder: string) => holder.replaceAll(/ \+\S+/g, "");
  return plain(one) === plain(other);
}

function addressArgs(
  key: string,
  role: AddressRole,
  holder: string,
  settings: AddressSettings,
  existing: HeldAddress | undefined,
): AddressArgs {
  const adopt = settings.adopt[key] ?? (existing?.adopted ? existing.allocationId : undefined);
  const reverseDns = settings.reverseDns[key];
  return {
    role,
    holder,
    releaseAllowed: settings.allowRelease.includes(key),
    ...(adopt !== undefined
      ? { adopt }
      : existing !== undefined && { allocationId: existing.allocationId }),
    ...(reverseDns !== undefined && { reverseDns }),
  };
}

/** Whether an update allocates an address. */
export const isNew = ({ allocationId, adopt }: AddressArgs): boolean =>
  allocationId === undefined && adopt === undefined;

function duplicates(held: readonly HeldAddress[]): Problem[] {
  return held
    .filter(({ key }, index) => held.findIndex((other) => other.key === key) < index)
    .map(({ key, allocationId }) =>
      addressProblem(
        "address-key-twice",
        { path: `addresses (${key})`, given: allocationId },
        { key },
      ),
    );
}
