import { BALANCER_TRAITS, BEHIND_BALANCERS, type DrillTraits } from "../drill-traits";
import type { AlbSection } from "./settings";

export const DRILL: DrillTraits<AlbSection> = {
  ...BALANCER_TRAITS,
  components: ["holdfast:front-door:PooledAlb"],
  isPlainHttp: true,
  drawsAddresses: true,
  objectives: BEHIND_BALANCERS,
};
