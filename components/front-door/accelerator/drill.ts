import { BALANCER_TRAITS, type DrillTraits } from "../drill-traits";
import type { AcceleratorSection } from "./settings";

export const DRILL: DrillTraits<AcceleratorSection> = {
  ...BALANCER_TRAITS,
  components: ["holdfast:front-door:AcceleratorFrontDoor"],
  // AWS's edge network cannot be simulated on one machine.
  objectives: undefined,
};
