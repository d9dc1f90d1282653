import type { AddressRequest, HeldAddress } from "../../addresses/plan-addresses";
import { sameHolder } from "../../addresses/plan-moves";
import { letterOf } from "../../network/plan-subnets";

/**
 * Which front door an NLB belongs to: `nlb` is that of `nlbAlb`, `ecs-nlb` the one in front of tasks on Fargate.
 * One is another NLB than the other, and cannot have the addresses before that one is gone.
 */
type NlbOwner = "nlb" | "ecs-nlb";

/** What an NLB cannot change without being replaced. */
export interface NlbIdentity {
  readonly owner: NlbOwner;
  /** Names of its availability zones. */
  readonly zones: readonly string[];
  /** IPv4 block of a VPC that the stack creates, or id of one that exists. */
  readonly vpc: string;
}

/** How an update would take away the NLB that the stack has. */
export type NlbLoss =
  | {
      readonly kind: "zones";
      /** Letters of the zones that it would lose. */
      readonly letters: readonly string[];
      /** The addresses of the zones that it keeps. */
      readonly kept: readonly HeldAddress[];
    }
  | { readonly kind: "vpc"; readonly from: string };

/** Key of the Elastic IP that the NLB has in a zone: the same as that of a zone's first proxy node. */
export function nlbAddressKey(zone: string): string {
  return `entry-${letterOf(zone)}1`;
}

/** What the inventory calls an NLB that holds addresses. */
export const nlbHolder = ({ owner, vpc }: Pick<NlbIdentity, "owner" | "vpc">): string =>
  `${owner} ${vpc}`;

/**
 * The Elastic IPs that the NLB needs. Their holder says which front door's and which VPC's NLB has them, so that the next
 * update knows.
 * knows.
 *
 * @param claims whether it can claim them from another front door's nodes. Else they must be free.
 */
export function requestNlbAddresses(identity: NlbIdentity, claims = true): AddressRequest[] {
  const holder = nlbHolder(identity);
  return identity.zones.map((zone) => ({
    key: nlbAddressKey(zone),
    role: "ingress",
    holder,
    ...(claims && { claimant: holder, claimedBy: "loadBalancer" }),
  }));
}

/** The addresses that the stack's NLB has now, if it is one of this front door. */
export function nlbAddresses(owner: NlbOwner, held: readonly HeldAddress[]): HeldAddress[] {
  return held.filter(
    ({ holder, associatedWith }) => associatedWith !== undefined && holder.split(" ")[0] === owner,
  );
}

/**
 * What would replace the NLB that the stack has by the one wanted. AWS moves none to another VPC. It takes zones away
 * in place, but the provider replaces the NLB then: https://github.com/hashicorp/terraform-provider-aws/issues/41418
 */
export function findLoss(wanted: NlbIdentity, held: readonly HeldAddress[]): NlbLoss | undefined {
  const had = nlbAddresses(wanted.owner, held);
  const requests = requestNlbAddresses(wanted);
  const moved = had.find(({ key, holder }) =>
    requests.some((request) => request.key === key && !sameHolder(request.holder, holder)),
  );
  if (moved) return { kind: "vpc", from: moved.holder.split(" ")[1] ?? "another" };
  const isWanted = ({ key }: HeldAddress) => requests.some((request) => request.key === key);
  const gone = had.filter((address) => !isWanted(address));
  if (gone.length === 0) return undefined;
  const letters = gone.map(({ key }) => key.slice("entry-".length, -1));
  return { kind: "zones", letters, kept: had.filter(isWanted) };
}
