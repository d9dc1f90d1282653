import { BALANCER_TRAITS, NOTHING, type DrillTraits, type Objectives } from "../drill-traits";
import { targetOf } from "./target-of";
import type { NlbAlbSection } from "./settings";

const OBJECTIVES: Objectives = {
  "az-blocked": {
    aws: 80,
    own: 4,
    sees: "half of the connections or more fail until AWS removes the zone from the name",
  },
  "alb-moves": NOTHING,
  switch: NOTHING,
  canary: NOTHING,
  "bad-color": { aws: 60, own: 4, sees: "errors of the colour, until you switch back" },
  "backend-down": { aws: 60, own: 6, sees: "errors while it is down" },
  "ten-times": NOTHING,
  soak: NOTHING,
};

export const DRILL: DrillTraits<NlbAlbSection> = {
  ...BALANCER_TRAITS,
  components: ["holdfast:front-door:NlbAlb"],
  isPlainHttp: true,
  followsAddresses: (entry, backend) => targetOf(entry, backend) === "ips",
  objectives: OBJECTIVES,
};
