import type { PoolDraw } from "../../addresses/pool";

/** A node of the ALB and the one that replaces it, which AWS puts beside it first. */
const LEAST_PER_ZONE = 2;

/**
 * What AWS asks for in each subnet of an ALB so that it can scale:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
const ADVISED_PER_ZONE = 8;

/** The addresses that an ALB takes from its pool. A node in a zone has one; AWS does not say how many nodes there will be. */
export const albDraw = (zones: readonly string[]): PoolDraw => ({
  by: "the ALB",
  least: LEAST_PER_ZONE * zones.length,
  advised: ADVISED_PER_ZONE * zones.length,
  why: `in each of ${zones.length} zones, ${LEAST_PER_ZONE} for a node and its successor, or ${ADVISED_PER_ZONE} to scale out`,
});
