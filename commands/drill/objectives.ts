import type { Objective } from "../../components/front-door/drill-traits";

/** How many requests may fail in a rehearsal. */
export const allowedFailures = (
  { aws, own }: Objective,
  ratePerSecond: number,
  speed: number,
): number => Math.ceil(ratePerSecond * (aws / speed + own));
