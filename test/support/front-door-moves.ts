const IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1";

/** The front doors that Elastic IPs can be shared between, each with one in each of two zones. */
export const DOORS = {
  haproxy: { kind: "haproxy", nodesPerAz: 1 },
  "nlbAlb to an ALB": { kind: "nlbAlb", target: "alb" },
  "nlbAlb to addresses": { kind: "nlbAlb", target: "ips" },
  // The key of a pair's address has its name: these have what others call entry-a1 and entry-b1.
  addressPair: { kind: "addressPair", failover: "eip", pairs: { a1: {}, b1: {} } },
  "ecs on instances": { kind: "ecs", launchType: "ec2", image: IMAGE },
  "ecs on Fargate": { kind: "ecs", launchType: "fargate", image: IMAGE },
} as const;

export type Door = keyof typeof DOORS;
export const ALL_DOORS = Object.keys(DOORS) as Door[];

/** Their names in the inventory, without the suffix of nodes and pairs. */
export const HOLDERS: Readonly<Record<Door, string>> = {
  haproxy: "node",
  "nlbAlb to an ALB": "nlb",
  "nlbAlb to addresses": "nlb",
  addressPair: "pair",
  "ecs on instances": "ecs",
  "ecs on Fargate": "ecs-nlb",
};

/** The kind of a holder, as `HOLDERS` has it, from the tag of an address. */
export const kindOf = (holder: string): string => holder.replace(/ .*|-[ab]1$/, "");

/** Front doors whose nodes claim addresses from each other's, and from an NLB. */
export const SHARING: readonly Door[] = ["haproxy", "ecs on instances"];

/** Front doors whose nodes claim addresses from each other's, so that no address has to be released before. */
export const CLAIMING: readonly Door[] = [...SHARING, "addressPair"];

/** Front doors whose NLB claims addresses from the nodes of `SHARING`, and yields them to those. */
export const BALANCED: readonly Door[] = [
  "nlbAlb to an ALB",
  "nlbAlb to addresses",
  "ecs on Fargate",
];

/** Whether addresses move from one front door to the other in one update. */
export const isClaimed = (from: Door, to: Door): boolean =>
  (CLAIMING.includes(from) && CLAIMING.includes(to)) ||
  (BALANCED.includes(from) && SHARING.includes(to)) ||
  (SHARING.includes(from) && BALANCED.includes(to));

/** Whether one load balancer has the addresses at both front doors. */
export const isKept = (from: Door, to: Door): boolean => HOLDERS[from] === HOLDERS[to];

/** The notice that the first address is claimed in the same update. */
export const CLAIMED = /\(1\) entry-a1 \([\d.]+\) from \S+ to [^;]+; \(2\) entry-b1/;

/** The notice that an NLB yields the addresses in the same update. */
export const YIELDED = /\(1\) entry-b1 \([\d.]+\) from \S+ \S+ to [^;]+; \(2\) entry-a1/;

/** A front door that has none of the addresses. */
export const ACCELERATOR = { kind: "accelerator" } as const;

/** The notice that the first address gets another holder. */
export const ANNOUNCED =
  /entry-a1 \([\d.]+\) moves from .* to .*: this update frees it, the next `pulumi up` claims it/;

/** The refusal to release all addresses. */
export const REFUSED =
  /LOST: entry-a1, entry-b1\. Clients that use only these addresses lose access/;

/** The smallest stack that can have any of them. Addresses and load balancers are protected, as they are by default. */
export const movingConfig = (entry: { readonly kind: string }) => ({
  network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
  entry,
  backend: {
    live: "blue",
    layout: "sharedVpc",
    ttlSeconds: 1,
    // Pairs move to NLBs while no client has an address, and nothing is drained: else this would be too long for a test.
    drainSeconds: entry.kind === "addressPair" ? 3600 : 3,
    blue: { port: 80 },
  },
  // Several pairs have no name in common.
  ...(entry.kind !== "addressPair" && { dns: { zone: "example.com", ttlSeconds: 1 } }),
});
