import {
  BEHIND_HAPROXY,
  HAPROXY_TRAITS,
  NOTHING,
  ownOnly,
  type DrillTraits,
  type Objectives,
} from "../drill-traits";
import type { AddressPairSettings } from "./settings";

const OBJECTIVES: Objectives = {
  "node-gone": ownOnly(6, "all requests fail until the other node has the address"),
  "haproxy-crashed": ownOnly(
    5,
    "all requests fail until systemd restarts HAProxy or the other node has the address",
  ),
  "node-frozen": ownOnly(8, "all requests hang until the other node has the address"),
  "az-blocked": ownOnly(8, "all requests hang until the other node has the address"),
  ...BEHIND_HAPROXY,
  "api-throttled": ownOnly(10, "as when a node is gone, plus one retry"),
  "config-broken": NOTHING,
};

export const DRILL: DrillTraits<AddressPairSettings> = {
  ...HAPROXY_TRAITS,
  components: ["holdfast:front-door:AddressPairs"],
  replacesNodes: false,
  usesDns: false,
  alarmsOfWhole: /-split-brain$/,
  objectives: OBJECTIVES,
};
