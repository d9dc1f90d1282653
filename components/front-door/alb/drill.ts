import { BALANCER_TRAITS, type DrillTraits, NOTHING, type Objectives } from "../drill-traits";
import type { AlbSection } from "./settings";

const OBJECTIVES: Objectives = {
  "az-blocked": {
    aws: 80,
    own: 4,
    sees: "half of the connections fail until AWS takes the zone out of the name",
  },
  switch: NOTHING,
  canary: NOTHING,
  "bad-color": { aws: 60, own: 4, sees: "errors of the colour, until somebody switches back" },
  "backend-down": { aws: 60, own: 6, sees: "errors while it is down" },
  "ten-times": NOTHING,
  soak: NOTHING,
};

export const DRILL: DrillTraits<AlbSection> = {
  ...BALANCER_TRAITS,
  components: ["holdfast:front-door:PooledAlb"],
  isPlainHttp: true,
  objectives: OBJECTIVES,
};
