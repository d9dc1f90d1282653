import type { Problem } from "../settings/problem";
import type { AddressArgs, AddressRole } from "./address";
import type { LostAddress } from "./lost";
import { agreement } from "./lost-text";
import {
  type HolderKind,
  type MoveTimes,
  type Yields,
  claimsText,
  handoverText,
  isEntry,
  mayClaim,
  planMoves,
  sameKind,
} from "./plan-moves";
import { addressProblem } from "./problems";

/** A request of a component for an address. */
export interface AddressRequest {
  /** Permanent name of the address: `egress-a`, … */
  readonly key: string;
  readonly role: AddressRole;
  /**
   * Short name of what the address is to be associated with: `nat-a`, … A suffix after a plus sign is a remark and
   * does not change the holder.
   */
  readonly holder: string;
  /**
   * What can claim the address from a holder that yields it: the holder's node, as the tag `holdfast-node` of its
   * instances names it, or the holder that is a load balancer. @default - the address must be free
   */
  readonly claimant?: string | undefined;
  /** What the claimant is. @default "nodes" */
  readonly claimedBy?: HolderKind | undefined;
}

/** Normalizes addresses, or requests, to a map by key. */
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
  /** Holder according to the last update. */
  readonly holder: string;
  /** Network interface that currently has it. */
  readonly associatedWith?: string | undefined;
  /** The claimant that an update let have it which was then stopped before it ended. */
  readonly claimant?: string | undefined;
  /** Whether the last update already removed its protection, because `allowRelease` names it. */
  readonly releaseAllowed: boolean;
  /** Id of the pool that it came from; Amazon's own is `amazon`. */
  readonly pool?: string | undefined;
  /** Whether it was created elsewhere, and is therefore never released by this stack. */
  readonly adopted: boolean;
}

export interface AddressSettings {
  readonly protect: boolean;
  /** Key -> allocation id of an existing address. */
  readonly adopt: Readonly<Record<string, string>>;
  /** Keys that an update may release. */
  readonly allowRelease: readonly string[];
  /** Key -> name for reverse DNS. */
  readonly reverseDns: Readonly<Record<string, string>>;
  /** Keys whose holder is replaced by another one of the same name. @default - none */
  readonly replaced?: readonly string[] | undefined;
  /** Which holders yield their addresses to another front door that claims them. @default - none */
  readonly yields?: Yields | undefined;
  /** For the notice of claims. @default - those of `backend` */
  readonly times?: MoveTimes | undefined;
}

/** An address that a front door claims from another one. */
export interface AddressClaim {
  readonly key: string;
  /** As the inventory notes who is to have it. */
  readonly holder: string;
  /** What has it. */
  readonly yieldedBy: HolderKind;
}

/** What one update does with the addresses of a stack. */
export interface AddressPlan {
  /** The inventory after the update, by key. */
  readonly addresses: Readonly<Record<string, AddressArgs>>;
  /**
   * Keys of addresses that move to another holder. An address can have only one holder, so this update disassociates
   * it from the old one, and the next update associates it with the new one. It is unreachable in between.
   */
  readonly handover: readonly string[];
  /**
   * Addresses that the new front door claims in this update, zone by zone, from the old one, which serves until
   * then. While there are any, none of the front door's addresses is in `handover`.
   */
  readonly claims: readonly AddressClaim[];
  /** What a person should know before agreeing to the update. */
  readonly notices: readonly string[];
}

/**
 * Decides which addresses exist after an update: the requested ones, and held ones that must not be released yet. No
 * address is released silently:
 *
 * - An address that the configuration no longer uses is a problem, unless protection is off or `allowRelease` names
 *   it. Then one update removes its protection and the next one releases it.
 * - An address that moves to another holder is freed by one update and associated by the next. If the holders of all
 *   addresses of the front door yield them, one update moves them by claims.
 * - An address that a front door leaves idle, because the next one needs fewer, is kept.
 */
export function planAddresses(
  requests: readonly AddressRequest[],
  settings: AddressSettings,
  held: readonly HeldAddress[],
): { plan: AddressPlan; lost: readonly LostAddress[]; problems: Problem[] } {
  const requested = new Set(requests.map(({ key }) => key));
  const addresses: Record<string, AddressArgs> = {};
  const notices: string[] = [];
  const { claims, handover } = planMoves(requests, settings, held);
  if (claims.length > 0) notices.push(claimsText(claims, settings.times));
  for (const { key, role, holder } of requests) {
    const existing = held.find((address) => address.key === key);
    const freed = handover.find((move) => move.key === key);
    if (freed) notices.push(handoverText(freed));
    // The claim changes the tag as soon as the new holder has the address.
    const claimed = claims.find((move) => move.key === key);
    const now = freed ? "none" : (claimed?.from ?? holder);
    addresses[key] = addressArgs(key, role, now, settings, existing);
  }

  const lost: LostAddress[] = [];
  for (const existing of held) {
    const { key, publicIp } = existing;
    if (requested.has(key)) continue;
    const leaves = existing.adopted ? "leaves the inventory" : "is released";
    if (!settings.allowRelease.includes(key)) {
      if (isIdle(existing, requests, settings, claims.length > 0)) {
        const holder = claims.length > 0 ? existing.holder : "none";
        addresses[key] = addressArgs(key, existing.role, holder, settings, existing);
        notices.push(
          `${key} (${publicIp}) is kept but unused. To release it, set ${agreement([key], settings.allowRelease)}`,
        );
      } else lost.push({ key, publicIp });
    } else if (existing.releaseAllowed || !settings.protect) {
      notices.push(`${key} (${publicIp}) ${leaves} with this update, as allowed by allowRelease`);
    } else {
      addresses[key] = addressArgs(key, existing.role, "none", settings, existing);
      notices.push(
        `${key} (${publicIp}) loses its protection in this update and ${leaves} with the next \`pulumi up\`, as allowed by allowRelease`,
      );
    }
  }
  const plan = {
    addresses,
    handover: handover.map(({ key }) => key),
    claims: claims.map(({ key, to, yieldedBy = "nodes" }) => ({ key, holder: to, yieldedBy })),
    notices,
  };
  return { plan, lost, problems: duplicates(held) };
}

/**
 * Whether an address that nothing asks for is kept for clients that know it: the old front door has left it, or is about
 * to, and the new one has fewer. An update that was killed may have moved all others, and not yet deleted the old one.
 * The address of a pair is not: pairs are independent, so clients of one have no other address.
 */
function isIdle(
  { key, holder, associatedWith }: HeldAddress,
  requests: readonly AddressRequest[],
  { yields = () => undefined }: AddressSettings,
  isMoving: boolean,
): boolean {
  const claimants = requests.filter(({ claimant }) => claimant !== undefined);
  if (!isEntry(key) || claimants.length === 0) return false;
  const what = yields(holder);
  const isYielded = what !== "pair" && claimants.some((one) => mayClaim(one.claimedBy, what));
  const isOfOther = !requests.some((one) => isEntry(one.key) && sameKind(one.holder, holder));
  const isLeft = isMoving || isOfOther || associatedWith === undefined;
  return holder === "none" || (isYielded && isLeft);
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

/** Whether the update allocates the address. */
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
