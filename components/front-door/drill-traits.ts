import type { BackendSection } from "../backend/settings";

/**
 * What clients may lose: failed requests as seconds of the whole load, so 10 s are 500 requests of 50 a
 * second, be it all of them for 10 s or a quarter of them for 40 s.
 */
export interface Objective {
  /** Of this, what AWS's own waits are the reason for: health checks, times to live, replacements. */
  readonly aws: number;
  /** What is left however fast AWS is: what software on the nodes takes, and what people do. */
  readonly own: number;
  /** What clients see, in a few words. */
  readonly sees: string;
}

/** By scenario of `npm run drill`. */
export type Objectives = Readonly<Record<string, Objective>>;

/** What `npm run drill` and `npm run drill:aws` need to know of a kind of front door. */
export interface DrillTraits<Entry> {
  /** Types of its components, which a stack export shows. */
  readonly components: readonly string[];
  /** Whether nodes of ours forward the traffic. */
  readonly hasNodes: boolean;
  /** Whether an auto scaling group replaces a node that is gone. */
  readonly replacesNodes: boolean;
  /** Whether a new instance waits in a lifecycle hook of its group until it has proved itself. */
  readonly provesLaunches: boolean;
  /** Whether haproxy.cfg is part of an image, and no stack changes it. */
  readonly hasConfigInImage: boolean;
  /** Whether clients find it by DNS, or have its one address. */
  readonly usesDns: boolean;
  /** Whether clients speak plain HTTP in a rehearsal, as there is no certificate. */
  readonly isPlainHttp: boolean;
  /** Whether a function registers the addresses of load balancers. */
  readonly followsAddresses: (entry: Entry, backend: BackendSection | undefined) => boolean;
  /** Names of alarms that sound when more is broken than one zone. */
  readonly alarmsOfWhole: RegExp;
  /** The objective of each scenario that makes sense; undefined where no rehearsal is possible on one machine. */
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
  alarmsOfWhole: /-(errors|unhealthy)$/,
} as const;

/** Traits of front doors of AWS's own load balancers. */
export const BALANCER_TRAITS = {
  ...HAPROXY_TRAITS,
  hasNodes: false,
} as const;

/** What comes of backends and names is the same wherever HAProxy of ours is in front of them. */
export const BEHIND_HAPROXY: Objectives = {
  switch: NOTHING,
  canary: NOTHING,
  "bad-color": { aws: 60, own: 12, sees: "errors of the colour, until somebody switches back" },
  "backend-down": { aws: 60, own: 6, sees: "errors while it is down" },
  "ten-times": NOTHING,
  soak: NOTHING,
  "dns-slow": NOTHING,
  "dns-gone": NOTHING,
};
