import type { Problem } from "../settings/problem";
import type { AddressArgs, AddressRole } from "./address";
import type { LostAddress } from "./lost";
import { agreement } from "./lost-text";
import { claimsText, handoverText, isEntry, planMoves } from "./plan-moves";
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
  /**
   * Node of the holder, as the tag `holdfast-node` of its instances names it: they can claim the address from a holder
   * that yields it. @default - the address must be free
   */
  readonly claimant?: string | undefined;
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
  /** The node that an update let claim it which was then stopped before it ended. */
  readonly claimant?: string | undefined;
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
  /** Whether a holder yields its address to another front door's node that claims it. @default - none does */
  readonly yields?: ((holder: string) => boolean) | undefined;
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
  /**
   * Keys of addresses that nodes of the new front door claim in this update, zone by zone, from those of the old one, which
   * serve until then. While there are any, none of the front door's addresses is in `handover`.
   */
  readonly claims: readonly string[];
  /** What a person should know before agreeing to the update. */
  readonly notices: readonly string[];
}

/**
 * Decides which addresses exist after an update: those asked for, and those held already that may
 * not go yet. No address leaves silently:
 *
 * - one that nothing asks for any more is a problem, unless protection is off or `allowRelease`
 *   names it. Then one update lifts its protection and the next one releases it;
 * - one that moves from a holder to another is freed by one update and claimed by the next, or claimed in one update where
 *   the holders of all addresses of the front door yield them;
 * - one that a front door leaves idle, because the next one has no use for it, is kept.
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
  if (claims.length > 0) notices.push(claimsText(claims));
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
          `${key} (${publicIp}) is kept, and nothing uses it: to release it, set ${agreement([key], settings.allowRelease)}`,
        );
      } else lost.push({ key, publicIp });
    } else if (existing.releaseAllowed || !settings.protect) {
      notices.push(`${key} (${publicIp}) ${leaves} with this update, as allowRelease agrees`);
    } else {
      addresses[key] = addressArgs(key, existing.role, "none", settings, existing);
      notices.push(
        `${key} (${publicIp}) loses its protection in this update and ${leaves} with the next \`pulumi up\`, as allowRelease agrees`,
      );
    }
  }
  const plan = {
    addresses,
    handover: handover.map(({ key }) => key),
    claims: claims.map(({ key }) => key),
    notices,
  };
  return { plan, lost, problems: duplicates(held) };
}

/**
 * Whether an address that nothing asks for is kept for clients that know it: the old front door has left it, or is about
 * to, and the new one has fewer.
 */
function isIdle(
  { key, holder, associatedWith }: HeldAddress,
  requests: readonly AddressRequest[],
  { yields = () => false }: AddressSettings,
  isMoving: boolean,
): boolean {
  if (!isEntry(key) || !requests.some(({ claimant }) => claimant !== undefined)) return false;
  return holder === "none" || (yields(holder) && (isMoving || associatedWith === undefined));
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
