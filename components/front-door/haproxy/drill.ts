import {
  BEHIND_HAPROXY,
  HAPROXY_TRAITS,
  NOTHING,
  ownOnly,
  type DrillTraits,
  type Objectives,
} from "../drill-traits";
import type { HaproxySection } from "./settings";

const OBJECTIVES: Objectives = {
  "node-gone": {
    aws: 25,
    own: 2,
    sees: "its share of connections fails until DNS stops returning the address",
  },
  "haproxy-crashed": ownOnly(
    2,
    "its share of connections is refused until systemd has restarted it",
  ),
  "node-frozen": {
    aws: 25,
    own: 2,
    sees: "its share of connections hangs until DNS stops returning the address",
  },
  "az-blocked": {
    aws: 50,
    own: 4,
    sees: "half of the connections fail until DNS stops returning the zone",
  },
  ...BEHIND_HAPROXY,
  "api-throttled": { aws: 25, own: 2, sees: "as when a node is gone" },
  "launch-broken": NOTHING,
  "config-broken": NOTHING,
  "ttl-ignored": {
    aws: 30,
    own: 6,
    sees: "its share of connections fails until the new node has the address",
  },
};

export const DRILL: DrillTraits<HaproxySection> = {
  ...HAPROXY_TRAITS,
  provesLaunches: true,
  components: ["holdfast:front-door:ProxyTier"],
  objectives: OBJECTIVES,
};
