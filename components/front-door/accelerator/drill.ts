import { BALANCER_TRAITS, type DrillTraits } from "../drill-traits";
import type { AcceleratorSection } from "./settings";

export const DRILL: DrillTraits<AcceleratorSection> = {
  ...BALANCER_TRAITS,
  components: ["holdfast:front-door:AcceleratorFrontDoor"],
  // The edge of AWS's network is on no machine of ours.
  objectives: undefined,
};
