import type { AddressRequest } from "../../addresses/plan-addresses";
import { letterOf } from "../../network/plan-subnets";

/** One proxy node: an auto scaling group of one instance in a zone, with its own address. */
export interface NodePlan {
  /** Zone letter and number: `a1`. */
  readonly node: string;
  readonly zone: string;
  /** Key of its address: `entry-a1`. */
  readonly addressKey: string;
}

/** Maximum of nodes in a zone; their number is a single digit in names. */
export const MOST_NODES_PER_AZ = 9;

/**
 * Plans the nodes of a tier, sorted by name. A node's name is the letter of its zone and its number in the zone, so
 * adding a zone or a node per zone renames no other.
 */
export function planNodes(zones: readonly string[], nodesPerAz: number): NodePlan[] {
  return [...zones].sort().flatMap((zone) =>
    Array.from({ length: nodesPerAz }, (_, index) => {
      const node = `${letterOf(zone)}${index + 1}`;
      return { node, zone, addressKey: `entry-${node}` };
    }),
  );
}

const PREFIX = "node-";

/** Holder of an address in the inventory, for a node. */
export const holderOf = (node: string): string => `${PREFIX}${node}`;

/** Whether a holder is a node of a tier. */
export const isNode = (holder: string): boolean => holder.startsWith(PREFIX);

/** Requests the Elastic IPs of the nodes. */
export function requestNodeAddresses(nodes: readonly NodePlan[]): AddressRequest[] {
  return nodes.map(({ node, addressKey }) => ({
    key: addressKey,
    role: "ingress",
    holder: holderOf(node),
    claimant: node,
  }));
}
