import type { AddressRequest } from "../../addresses/plan-addresses";
import { letterOf } from "../../network/plan-subnets";

/** One proxy node: a group of one instance in a zone, with an address of its own. */
export interface NodePlan {
  /** Zone letter and number: `a1`. */
  readonly node: string;
  readonly zone: string;
  /** Key of its address: `entry-a1`. */
  readonly addressKey: string;
}

/** Most nodes in a zone; the number is a single digit in names. */
export const MOST_NODES_PER_AZ = 9;

/**
 * The nodes of a tier, sorted by name. A node is named by its zone's letter and its number there, so
 * that another zone or another node per zone renames none.
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

/** What the inventory of addresses calls a node that holds one. */
export const holderOf = (node: string): string => `${PREFIX}${node}`;

/** Whether a holder is a node of a tier. */
export const isNode = (holder: string): boolean => holder.startsWith(PREFIX);

/** The Elastic IPs that the nodes need. */
export function requestNodeAddresses(nodes: readonly NodePlan[]): AddressRequest[] {
  return nodes.map(({ node, addressKey }) => ({
    key: addressKey,
    role: "ingress",
    holder: holderOf(node),
    claimant: node,
  }));
}
