import { BALANCER_TRAITS, BEHIND_BALANCERS, type DrillTraits } from "../drill-traits";
import { targetOf } from "./target-of";
import type { NlbAlbSection } from "./settings";

export const DRILL: DrillTraits<NlbAlbSection> = {
  ...BALANCER_TRAITS,
  components: ["holdfast:front-door:NlbAlb"],
  isPlainHttp: true,
  followsAddresses: (entry, backend) => targetOf(entry, backend) === "ips",
  objectives: BEHIND_BALANCERS,
};
