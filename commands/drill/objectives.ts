import type { Door } from "./scenario";

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

const ownOnly = (own: number, sees: string): Objective => ({ aws: 0, own, sees });
const NOTHING = ownOnly(0, "nothing");

/** What comes of backends and names is the same wherever HAProxy of ours is in front of them. */
const BEHIND_HAPROXY: Readonly<Record<string, Objective>> = {
  switch: NOTHING,
  canary: NOTHING,
  "bad-color": { aws: 60, own: 12, sees: "errors of the colour, until somebody switches back" },
  "backend-down": { aws: 60, own: 6, sees: "errors while it is down" },
  "ten-times": NOTHING,
  soak: NOTHING,
  "dns-slow": NOTHING,
  "dns-gone": NOTHING,
};

/** The objective of each front door for each scenario; missing where the scenario makes no sense. */
export const OBJECTIVES: Readonly<Record<Door, Readonly<Record<string, Objective>>>> = {
  haproxy: {
    "node-gone": {
      aws: 25,
      own: 2,
      sees: "its share of connections fails until DNS forgets the address",
    },
    "haproxy-crashed": ownOnly(
      2,
      "its share of connections is refused until systemd has started it again",
    ),
    "node-frozen": {
      aws: 25,
      own: 2,
      sees: "its share of connections hangs until DNS forgets the address",
    },
    "az-blocked": {
      aws: 50,
      own: 4,
      sees: "half of the connections fail until DNS forgets the zone",
    },
    ...BEHIND_HAPROXY,
    "api-throttled": { aws: 25, own: 2, sees: "as when a node is gone" },
    "config-broken": NOTHING,
    "ttl-ignored": {
      aws: 30,
      own: 6,
      sees: "its share of connections fails until the new node has the address",
    },
  },
  addressPair: {
    "node-gone": ownOnly(6, "everything fails until the other node has the address"),
    "haproxy-crashed": ownOnly(5, "everything fails until systemd or the other node is there"),
    "node-frozen": ownOnly(8, "everything hangs until the other node has the address"),
    "az-blocked": ownOnly(8, "everything hangs until the other node has the address"),
    ...BEHIND_HAPROXY,
    "api-throttled": ownOnly(10, "as when a node is gone, and a retry more"),
    "config-broken": NOTHING,
  },
  ecs: {
    "node-gone": {
      aws: 50,
      own: 4,
      sees: "half of the connections fail until DNS forgets the address",
    },
    "haproxy-crashed": {
      aws: 15,
      own: 4,
      sees: "half of the connections are refused until ECS has started it again",
    },
    "node-frozen": {
      aws: 50,
      own: 4,
      sees: "half of the connections hang until DNS forgets the address",
    },
    "az-blocked": {
      aws: 50,
      own: 4,
      sees: "half of the connections fail until DNS forgets the address",
    },
    ...BEHIND_HAPROXY,
    "api-throttled": { aws: 50, own: 4, sees: "as when a node is gone" },
    "ttl-ignored": {
      aws: 60,
      own: 8,
      sees: "half of the connections fail until another node has the address",
    },
  },
  nlbAlb: {
    "az-blocked": {
      aws: 80,
      own: 4,
      sees: "half of the connections fail until AWS takes the zone out of the name",
    },
    "alb-moves": NOTHING,
    switch: NOTHING,
    canary: NOTHING,
    "bad-color": { aws: 60, own: 4, sees: "errors of the colour, until somebody switches back" },
    "backend-down": { aws: 60, own: 6, sees: "errors while it is down" },
    "ten-times": NOTHING,
    soak: NOTHING,
  },
};

/** How many requests may fail in a rehearsal. */
export const allowedFailures = (
  { aws, own }: Objective,
  ratePerSecond: number,
  speed: number,
): number => Math.ceil(ratePerSecond * (aws / speed + own));
