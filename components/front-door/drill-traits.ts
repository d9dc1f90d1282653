import type { BackendSection } from "../backend/settings";

/**
 * Upper limit of failed requests, in seconds of the whole load. 10 s are 500 requests at 50 a second: all requests
 * for 10 s, or a quarter of them for 40 s.
 */
export interface Objective {
  /** Part that AWS's own delays explain: health checks, times to live, replacements. */
  readonly aws: number;
  /** The rest, which does not depend on AWS's speed: software on the nodes, and operators. */
  readonly own: number;
  /** Client impact, in a few words. */
  readonly sees: string;
}

/** By scenario of `npm run drill`. */
export type Objectives = Readonly<Record<string, Objective>>;

/** Properties of a front door for `npm run drill` and `npm run drill:aws`. */
export interface DrillTraits<Entry> {
  /** Types of its components in a stack export. */
  readonly components: readonly string[];
  /** Whether nodes of the stack forward the traffic. */
  readonly hasNodes: boolean;
  /** Whether an auto scaling group replaces a lost node. */
  readonly replacesNodes: boolean;
  /** Whether a new instance waits in a lifecycle hook until it is ready. */
  readonly provesLaunches: boolean;
  /** Whether haproxy.cfg is part of an image, so that no stack changes it. */
  readonly hasConfigInImage: boolean;
  /** Whether clients use DNS, or its single address. */
  readonly usesDns: boolean;
  /** Whether clients use plain HTTP in a drill, without a certificate. */
  readonly isPlainHttp: boolean;
  /** Whether a function registers the addresses of load balancers. */
  readonly followsAddresses: (entry: Entry, backend: BackendSection | undefined) => boolean;
  /** Whether its load balancer draws its addresses from a block, and clients follow them by name. */
  readonly drawsAddresses: boolean;
  /** Names of alarms that report more than the loss of one zone. */
  readonly alarmsOfWhole: RegExp;
  /** The objective of each applicable scenario; undefined if no drill is possible on one machine. */
  readonly objectives: Objectives | undefined;
}

export const ownOnly = (own: number, sees: string): Objective => ({ aws: 0, own, sees });
export const NOTHING = ownOnly(0, "nothing");

/** Traits of front doors whose nodes run HAProxy. */
export const HAPROXY_TRAITS = {
  hasNodes: true,
  replacesNodes: true,
  provesLaunches: false,
  hasConfigInImage: false,
  usesDns: true,
  isPlainHttp: false,
  followsAddresses: () => false,
  drawsAddresses: false,
  alarmsOfWhole: /-(errors|unhealthy)$/,
} as const;

/** Traits of front doors of AWS's own load balancers. */
export const BALANCER_TRAITS = {
  ...HAPROXY_TRAITS,
  hasNodes: false,
} as const;

/** Objectives of backend and DNS scenarios, the same for all front doors with HAProxy. */
export const BEHIND_HAPROXY: Objectives = {
  switch: NOTHING,
  canary: NOTHING,
  "release-refused": NOTHING,
  "bad-color": { aws: 60, own: 12, sees: "errors of the colour, until you switch back" },
  "backend-down": { aws: 60, own: 6, sees: "errors while it is down" },
  "ten-times": NOTHING,
  soak: NOTHING,
  "dns-slow": NOTHING,
  "dns-gone": NOTHING,
};

/** Objectives of front doors of AWS's own load balancers in front of instances. */
export const BEHIND_BALANCERS: Objectives = {
  "az-blocked": {
    aws: 80,
    own: 4,
    sees: "half of the connections or more fail until AWS removes the zone from the name",
  },
  "instance-gone": {
    aws: 15,
    own: 3,
    sees: "its share of the requests fails until health checks remove it",
  },
  "alb-moves": NOTHING,
  switch: NOTHING,
  canary: NOTHING,
  "release-refused": NOTHING,
  "bad-color": { aws: 60, own: 4, sees: "errors of the colour, until you switch back" },
  "backend-down": { aws: 60, own: 6, sees: "errors while it is down" },
  "ten-times": NOTHING,
  soak: NOTHING,
};
