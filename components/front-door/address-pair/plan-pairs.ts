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
  /** Of VRRP. */
  readonly priority: number;
}

/** Name of the pair of a stack that has one. */
export const ONLY_PAIR = "main";

/** The nodes of a pair: one in each of the stack's first two zones, by name. */
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

/** The Elastic IPs that pairs need whose nodes hand one to each other. */
export function requestPairAddresses(pairs: readonly string[]): AddressRequest[] {
  return [...pairs]
    .sort()
    .map((pair) => ({ key: pairKey(pair), role: "ingress", holder: `pair-${pair}` }));
}

/**
 * Where the nodes are, and what they reach without the internet. To move the address they ask EC2, and
 * that must work when a NAT gateway does not; software, configuration and metrics go the same way
 * where there is no other: without NAT, and from a public subnet without a public address, which is what
 * the node that does not hold the Elastic IP has.
 */
export function planPairNeeds(
  failover: "route" | "eip",
  egress: Pick<EgressMode, "kind"> | Pick<ExistingEgress, "kind" | "reachesInternet">,
): FrontDoorNeeds {
  const hasNat = failover === "route" && reachesInternet(egress);
  // An existing VPC gets no endpoint.
  const withNat = egress.kind === "existing" ? [] : ["ec2"];
  return {
    tier: failover === "route" ? "private" : "public",
    interfaceEndpoints: hasNat ? withNat : ["ec2", "monitoring"],
    gatewayEndpoints: hasNat ? [] : ["s3"],
  };
}
