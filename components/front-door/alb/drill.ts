import { BALANCER_TRAITS, type DrillTraits } from "../drill-traits";
import type { AlbSection } from "./settings";

/** The lab has no ALB that faces the internet. */
export const DRILL: DrillTraits<AlbSection> = {
  ...BALANCER_TRAITS,
  components: ["holdfast:front-door:PooledAlb"],
  isPlainHttp: true,
  objectives: undefined,
};
