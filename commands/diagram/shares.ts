import type { Flow } from "./picture";

/** Where traffic can go next, with its weight among what starts at the same place. */
export interface WeightedFlow {
  readonly from: string;
  readonly to: string;
  readonly weight?: number | undefined;
}

/**
 * Ways with the part of the traffic that each takes. A way is idle if its weight is zero, or if only idle
 * ways lead to where it starts.
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

/** Percentage of what starts at the same place; undefined without weights. */
function shareOf(way: WeightedFlow, ways: readonly WeightedFlow[]): number | undefined {
  if (way.weight === undefined) return undefined;
  const total = beside(way, ways).reduce((sum, { weight = 0 }) => sum + weight, 0);
  return total === 0 ? 0 : Math.round((100 * way.weight) / total);
}
