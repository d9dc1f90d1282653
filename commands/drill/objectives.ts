import type { Objective } from "../../components/front-door/drill-traits";

/** The maximum of failed requests in a rehearsal. */
export const allowedFailures = (
  { aws, own }: Objective,
  ratePerSecond: number,
  speed: number,
): number => Math.ceil(ratePerSecond * (aws / speed + own));
