import type { Flow } from "./picture";

/** A possible next hop of traffic, with its weight among the flows from the same box. */
export interface WeightedFlow {
  readonly from: string;
  readonly to: string;
  readonly weight?: number | undefined;
}

/**
 * Flows with the share of traffic that each carries. A flow is idle if its weight is zero, or if only idle
 * flows reach its source.
 */
export function withShares(ways: readonly WeightedFlow[]): Flow[] {
  const busy = new Set<WeightedFlow>();
  const starts = ways.filter(({ from }) => ways.every(({ to }) => to !== from));
  const visit = (way: WeightedFlow): void => {
    if (busy.has(way) || shareOf(way, ways) === 0) return;
    busy.add(way);
    ways.filter(({ from }) => from === way.to).forEach(visit);
  };
  starts.forEach(visit);
  return ways.map((way): Flow => {
    const share = shareOf(way, ways);
    const isUneven = share !== undefined && share !== 0 && share !== 100 && !isEven(way, ways);
    return { from: way.from, to: way.to, idle: !busy.has(way), ...(isUneven && { share }) };
  });
}

const beside = ({ from }: WeightedFlow, ways: readonly WeightedFlow[]): WeightedFlow[] =>
  ways.filter((one) => one.from === from);

const isEven = (way: WeightedFlow, ways: readonly WeightedFlow[]): boolean =>
  beside(way, ways).every(({ weight }) => weight === way.weight);

/** Percentage of the flows from the same box; undefined without weights. */
function shareOf(way: WeightedFlow, ways: readonly WeightedFlow[]): number | undefined {
  if (way.weight === undefined) return undefined;
  const total = beside(way, ways).reduce((sum, { weight = 0 }) => sum + weight, 0);
  return total === 0 ? 0 : Math.round((100 * way.weight) / total);
}
