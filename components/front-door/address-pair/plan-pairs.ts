import type { AddressRequest } from "../../addresses/plan-addresses";
import { type EgressMode, type ExistingEgress, reachesInternet } from "../../network/egress";
import { letterOf } from "../../network/plan-subnets";
import type { FrontDoorNeeds } from "../../network/args";
import { PRIORITIES } from "../proxy/keepalived-config";

/** One node of a pair. */
export interface PairNode {
  /** Pair and zone letter: `main-a`. */
  readonly node: string;
  readonly zone: string;
  readonly letter: string;
  /** VRRP priority. */
  readonly priority: number;
}

/** Name of the pair if the stack has a single one. */
export const ONLY_PAIR = "main";

/** Plans the nodes of a pair: one in each of the stack's first two zones, by name. */
export function planPair(pair: string, zones: readonly string[]): readonly [PairNode, PairNode] {
  const [first, second] = [...zones].sort();
  const node = (zone: string, priority: number) => ({
    node: `${pair}-${letterOf(zone)}`,
    zone,
    letter: letterOf(zone),
    priority,
  });
  return [node(first!, PRIORITIES.first), node(second!, PRIORITIES.second)];
}

/** Key of the Elastic IP of a pair. */
export const pairKey = (pair: string) => `entry-${pair}`;

const PREFIX = "pair-";

/** Holder of an address in the inventory, for a pair. It is the claimant of the address, too. */
export const pairHolder = (pair: string) => `${PREFIX}${pair}`;

/** Whether a holder is a pair. */
export const isPair = (holder: string) => holder.startsWith(PREFIX);

/** Requests the Elastic IPs of pairs with failover by Elastic IP. */
export function requestPairAddresses(pairs: readonly string[]): AddressRequest[] {
  return [...pairs].sort().map((pair) => ({
    key: pairKey(pair),
    role: "ingress",
    holder: pairHolder(pair),
    claimant: pairHolder(pair),
    claimedBy: "pair",
  }));
}

/**
 * Plans the subnets of the nodes, and the endpoints that they need. A failover calls EC2, and must work without a NAT
 * gateway. Software, configuration and metrics use endpoints if there is no other egress: without NAT, and from a
 * public subnet without a public address, as for the node that does not hold the Elastic IP.
 */
export function planPairNeeds(
  failover: "route" | "eip",
  egress: Pick<EgressMode, "kind"> | Pick<ExistingEgress, "kind" | "reachesInternet">,
): FrontDoorNeeds {
  const hasNat = failover === "route" && reachesInternet(egress);
  // The stack adds no endpoint to an existing VPC.
  const withNat = egress.kind === "existing" ? [] : ["ec2"];
  return {
    tier: failover === "route" ? "private" : "public",
    interfaceEndpoints: hasNat ? withNat : ["ec2", "monitoring"],
    gatewayEndpoints: hasNat ? [] : ["s3"],
  };
}
