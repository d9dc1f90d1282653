/** An address that a part of the stack asks for. */
interface Wanted {
  readonly key: string;
  readonly holder: string;
  readonly claimant?: string | undefined;
  readonly claimedBy?: HolderKind | undefined;
}

/**
 * What claims an address, or yields it: the nodes of a front door by themselves, a pair of nodes of which one has the
 * address, or a load balancer by a command of the update.
 */
export type HolderKind = "nodes" | "pair" | "loadBalancer";

/** What a holder is that yields its address to another front door; undefined if it yields none. */
export type Yields = (holder: string) => HolderKind | undefined;

/** An address that the stack has. */
interface Held {
  readonly key: string;
  readonly role: string;
  readonly publicIp: string;
  readonly holder: string;
  readonly associatedWith?: string | undefined;
  readonly claimant?: string | undefined;
}

/** Settings of the backend that say how long a step of a move can take. */
export interface MoveTimes {
  readonly drainSeconds: number;
  readonly gateTimeoutSeconds: number;
}

/** The defaults of `backend`. */
const MOVE_TIMES: MoveTimes = { drainSeconds: 120, gateTimeoutSeconds: 600 };

interface MoveSettings {
  readonly replaced?: readonly string[] | undefined;
  readonly yields?: Yields | undefined;
}

/** An address that goes from one holder to another. */
interface Move {
  readonly key: string;
  readonly publicIp: string;
  readonly from: string;
  readonly to: string;
  readonly claimedBy?: HolderKind | undefined;
  readonly yieldedBy?: HolderKind | undefined;
  /** Whether nodes could claim it from its holder, and its new holder from nodes. */
  readonly viaNodes?: boolean | undefined;
}

/** The addresses that change hands with an update. */
interface Moves {
  /** Freed by this update, and claimed by the next one. Without an outage, all those of a front door go `viaNodes`. */
  readonly handover: readonly Move[];
  /** Claimed by this update from holders that yield them. */
  readonly claims: readonly Move[];
}

/**
 * Finds the addresses whose holder changes. Those of a front door move in one way: when one of them must be freed first,
 * all of them are.
 */
export function planMoves(
  requests: readonly Wanted[],
  { replaced = [], yields = () => undefined }: MoveSettings,
  held: readonly Held[],
): Moves {
  const isStopped = held.some(
    ({ key, holder, associatedWith }) =>
      isEntry(key) &&
      associatedWith !== undefined &&
      yields(holder) === "nodes" &&
      !requests.some((request) => request.key === key),
  );
  const moves = requests.flatMap(({ key, holder, claimant, claimedBy }) => {
    const existing = held.find((address) => address.key === key);
    if (existing === undefined || !isTaken(existing)) return [];
    const { publicIp, holder: from } = existing;
    const isReplaced = replaced.includes(key);
    const isSame = sameHolder(from, holder);
    // Whoever may claim it, from an update that was stopped, has it in the end; so has a load balancer where nodes still
    // have other addresses, to which the public name may resolve.
    const mayLeave = existing.claimant !== undefined || (claimedBy === "loadBalancer" && isStopped);
    const isUnsettled = claimant !== undefined && mayLeave;
    if (isSame && !isReplaced && !isUnsettled) return [];
    const to = isSame && isReplaced ? "a new one" : holder;
    const yielded = isReplaced ? undefined : yields(from);
    const isClaimable = claimant !== undefined && (isSame || mayClaim(claimedBy, yielded));
    const yieldedBy = isClaimable ? yielded : undefined;
    const viaNodes = claimant !== undefined && !isSame && yielded !== undefined;
    return [{ key, publicIp, from, to, claimedBy, yieldedBy, viaNodes }];
  });
  const ofFrontDoor = moves.filter(({ key }) => isEntry(key));
  const others = moves.filter(({ key }) => !isEntry(key));
  if (ofFrontDoor.every(({ yieldedBy }) => yieldedBy !== undefined)) {
    return { handover: others, claims: ofFrontDoor };
  }
  const viaNodes = ofFrontDoor.every((move) => move.viaNodes);
  return {
    handover: [...ofFrontDoor.map((move) => ({ ...move, viaNodes })), ...others],
    claims: [],
  };
}

/**
 * Whether an address has to be taken from its holder before another one gets it. One that clients know has records too,
 * which route to its holder's kind of front door even while nothing is associated with it.
 */
function isTaken({ role, holder, associatedWith }: Held): boolean {
  return associatedWith !== undefined || (role === "ingress" && holder !== "none");
}

/** Whether a holder can claim addresses from another one. A load balancer gets them from nodes, and yields them to nodes. */
export const mayClaim = (claimedBy: HolderKind = "nodes", yieldedBy: HolderKind | undefined) =>
  yieldedBy !== undefined &&
  (claimedBy !== "loadBalancer" || yieldedBy === "nodes") &&
  (yieldedBy !== "loadBalancer" || claimedBy === "nodes");

/** Whether two holders are the same one, whatever is remarked about them. Earlier versions noted `+protected` for an NLB. */
export const sameHolder = (one: string, other: string): boolean => plain(one) === plain(other);

/** A holder without remarks. */
const plain = (holder: string): string => holder.replaceAll(/ \+\S+/g, "");

/** Whether two holders are of one kind, such as the nodes `node-a1` and `node-b1` of a front door. */
export const sameKind = (one: string, other: string): boolean =>
  one.split(/[ -]/)[0] === other.split(/[ -]/)[0];

export const handoverText = ({ key, publicIp, from, to, viaNodes }: Move): string =>
  `${key} (${publicIp}) moves from ${plain(from)} to ${plain(to)}: this update frees it, the next \`pulumi up\` claims it. Until then, it is unavailable${viaNodes ? ". Without an outage: `pulumi up` with entry.kind: haproxy, and then with this configuration" : ""}`;

/**
 * Letters of the zones of claimed addresses, in the order of their moves. A load balancer leaves its zones in the
 * opposite order to that in which it gets them: a move back undoes one.
 */
export function claimedZones(keys: readonly string[], yieldedBy: HolderKind = "nodes"): string[] {
  const zones = [...new Set(keys.map(zoneOfKey))].sort();
  return yieldedBy === "loadBalancer" ? zones.reverse() : zones;
}

/**
 * The steps of a move without an outage: what is unavailable at each of them, and for how long, if AWS's documentation or
 * the stack's settings say so.
 */
export function claimsText(
  claims: readonly Move[],
  { drainSeconds, gateTimeoutSeconds }: MoveTimes = MOVE_TIMES,
): string {
  const claimedBy = claims[0]?.claimedBy ?? "nodes";
  const isBack = claimedBy === "nodes" && claims.some((one) => one.yieldedBy === "loadBalancer");
  const keys = claims.map(({ key }) => key);
  const zones = claimedZones(keys, isBack ? "loadBalancer" : "nodes");
  const steps = zones.map((zone, index) => {
    const each = claims
      .filter(({ key }) => zoneOfKey(key) === zone)
      .map(
        ({ key, publicIp, from, to }) => `${key} (${publicIp}) from ${plain(from)} to ${plain(to)}`,
      );
    return `(${index + 1}) ${each.join(", ")}`;
  });
  const how = isBack ? "back" : claimedBy;
  const drained =
    how === "nodes" || how === "pair"
      ? ""
      : `, and after backend.drainSeconds, ${drainSeconds} s, where an NLB forwards to the backend itself`;
  return [
    "the front door changes in this update, one zone after another:",
    `${steps.join("; ")}.`,
    ...HOW_CLAIMED[how](gateTimeoutSeconds),
    `The old front door is deleted after the last step${drained}`,
  ].join(" ");
}

/**
 * What begins a step, and what is unavailable meanwhile. AWS documents how long it takes to remove a zone:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html
 */
const HOW_CLAIMED: Readonly<
  Record<HolderKind | "back", (gateTimeoutSeconds: number) => readonly string[]>
> = {
  nodes: () => reassociated("nodes"),
  pair: () => reassociated("pairs"),
  loadBalancer: (gateTimeoutSeconds) => [
    "Each step begins when the load balancer has the address of the step before and its targets are healthy.",
    "During a step, only its own address is unavailable, while AWS creates the load balancer with it, or adds its zone to the load balancer, and checks the targets.",
    `How long that takes in AWS was not measured. The update fails when the targets are not healthy within backend.gateTimeoutSeconds, ${gateTimeoutSeconds} s, tasks within 20 minutes, or a zone within 15 minutes.`,
  ],
  back: () => [
    "Each step begins when the new nodes have the addresses of the step before.",
    "During a step, only its own address is unavailable: while AWS removes its zone from the load balancer, which by AWS's documentation takes up to 3 minutes, and then up to half a minute until its node claims it.",
    "Connections through the zone end. The whole was not measured in AWS.",
  ],
};

function reassociated(holders: string): readonly string[] {
  return [
    `Each step begins when the new ${holders} have the addresses of the step before.`,
    "During a step, only its own addresses are unavailable, each while EC2 re-associates it.",
    "How long that takes in AWS was not measured.",
  ];
}

/** Whether clients connect to the address of this key at a front door. */
export const isEntry = (key: string): boolean => key.startsWith("entry-");

/**
 * Letter of the zone that the key of a front door's address names: of `entry-a1`, `a`. The nodes of a pair are in two zones,
 * and its address moves with those of the zone that its key names.
 */
export const zoneOfKey = (key: string): string => key.slice("entry-".length)[0] ?? "";
