import {
  BEHIND_HAPROXY,
  HAPROXY_TRAITS,
  NOTHING,
  type DrillTraits,
  type Objectives,
} from "../drill-traits";
import type { EcsSection } from "./settings";

const OBJECTIVES: Objectives = {
  "node-gone": {
    aws: 50,
    own: 4,
    sees: "half of the connections fail until DNS stops returning the address",
  },
  "haproxy-crashed": {
    aws: 15,
    own: 4,
    sees: "half of the connections are refused until ECS has restarted it",
  },
  "node-frozen": {
    aws: 50,
    own: 4,
    sees: "half of the connections hang until DNS stops returning the address",
  },
  "az-blocked": {
    aws: 50,
    own: 4,
    sees: "half of the connections fail until DNS stops returning the address",
  },
  ...BEHIND_HAPROXY,
  "api-throttled": { aws: 50, own: 4, sees: "as when a node is gone" },
  "launch-broken": NOTHING,
  "ttl-ignored": {
    aws: 60,
    own: 8,
    sees: "half of the connections fail until another node has the address",
  },
};

export const DRILL: DrillTraits<EcsSection> = {
  ...HAPROXY_TRAITS,
  provesLaunches: true,
  components: ["holdfast:front-door:EcsOnInstances", "holdfast:front-door:EcsOnFargate"],
  hasConfigInImage: true,
  objectives: OBJECTIVES,
};
