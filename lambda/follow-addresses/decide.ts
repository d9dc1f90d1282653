import { BlockList } from "node:net";
import type { Note } from "../shared/log";
import type { Lookup } from "../shared/look-up";
import { implausible } from "./plausible";
import type { Followed } from "./settings";
import { type State, renderState } from "./state";
import type { RegisteredTarget, Target } from "./targets";

/** Inputs of a decision. */
export interface Situation {
  readonly followed: readonly Followed[];
  /** IPv4 blocks of the target groups' VPC; without any, all addresses are inside. */
  readonly vpcCidrs: readonly string[];
  readonly invocationsBeforeDeregistration: number;
  /** Undefined if it could not be read. */
  readonly state: State | undefined;
  /** Lookups by DNS name. */
  readonly lookups: ReadonlyMap<string, Lookup>;
  /** Registered targets by ARN of the target group; absent if a group could not be read. */
  readonly registered: ReadonlyMap<string, readonly RegisteredTarget[]>;
}

/** Changes of one target group: first `register`, then, if that succeeded, `deregister`. */
export interface GroupDecision {
  readonly targetGroupArn: string;
  readonly register: readonly Target[];
  readonly deregister: readonly Target[];
  /** Number of addresses of the name; undefined if unknown. */
  readonly addresses: number | undefined;
  /** Number of known addresses that were not in DNS. */
  readonly absent: number;
}

export interface Decision {
  readonly groups: readonly GroupDecision[];
  /** State to write before anything is registered or deregistered; undefined if nothing changed. */
  readonly stateToSave: State | undefined;
  readonly notes: readonly Note[];
  /** Names that could not be followed, with reasons. The run fails with these at its end. */
  readonly failures: readonly string[];
}

interface GroupOutcome {
  readonly decision: GroupDecision;
  readonly known: Readonly<Record<string, number>>;
  readonly notes: readonly Note[];
}

/** Maximum probability of removing an address that is in use: less than once in a billion runs. */
const WRONG_REMOVAL = 1e-9;

const isLeaving = ({ state }: RegisteredTarget): boolean => state.endsWith("draining");

/** Whether clients may use a target: `unavailable` means that AWS does not know its health. */
const mayServe = ({ state }: RegisteredTarget): boolean =>
  state === "healthy" || state === "unavailable";

/**
 * Decides a whole run.
 *
 * - An address in DNS that is not registered is registered.
 * - An address is deregistered if it is in the state, and therefore was in DNS once, and was missing from the
 *   complete answers of as many consecutive runs as the settings require, or of more if that many lookups could all
 * have missed
 *   it. Targets that others registered are never changed.
 * - Targets that clients may use are kept while less than half of the addresses in DNS are healthy targets.
 * - A failed, empty, implausible or incomplete answer counts no absence and removes nothing.
 *
 * The state contains the targets that the function is responsible for. It is written before targets are registered,
 * and an address is removed from it only after it was seen not to be registered, so that a run may end at any point.
 */
export function decide(situation: Situation): Decision {
  const names = [...new Set(situation.followed.map(({ dnsName }) => dnsName))];
  const doubts = new Map(names.map((name) => [name, doubtAbout(name, situation)]));
  const outcomes = situation.followed.map((followed) =>
    decideGroup(followed, doubts.get(followed.dnsName) === undefined, situation),
  );
  const state: State = {
    groups: Object.fromEntries(
      outcomes.map(({ decision, known }) => [decision.targetGroupArn, known]),
    ),
  };
  const isChanged =
    situation.state !== undefined && renderState(state) !== renderState(situation.state);
  return {
    groups: outcomes.map(({ decision }) => decision),
    stateToSave: isChanged ? state : undefined,
    notes: [
      ...names.flatMap((name) => notesOn(name, situation)),
      ...outcomes.flatMap(({ notes }) => notes),
    ],
    failures: [...doubts].flatMap(([name, doubt]) => (doubt ? [`${name}: ${doubt}`] : [])),
  };
}

/** Returns why the answers for a name are ignored; undefined if they are used. */
function doubtAbout(name: string, situation: Situation): string | undefined {
  const lookup = situation.lookups.get(name);
  if (!lookup || lookup.addresses.length === 0) {
    const codes = [...new Set(lookup?.failures)].join(", ");
    return `no address in ${lookup?.lookups ?? 0} lookup(s): ${codes || "the answers were empty"}`;
  }
  const known = situation.followed
    .filter(({ dnsName }) => dnsName === name)
    .flatMap(({ targetGroupArn }) => [
      ...Object.keys(situation.state?.groups[targetGroupArn] ?? {}),
      ...(situation.registered.get(targetGroupArn) ?? []).map(({ address }) => address),
    ]);
  const oddity = implausible(lookup.addresses, known);
  return oddity ? `implausible answer, ${oddity}` : undefined;
}

/** AWS determines the zone of addresses inside the VPC itself, and requires "all" for others. */
function isInside(address: string, vpcCidrs: readonly string[]): boolean {
  const blocks = new BlockList();
  for (const cidr of vpcCidrs) {
    const [network = "", bits] = cidr.split("/");
    blocks.addSubnet(network, Number(bits));
  }
  return vpcCidrs.length === 0 || blocks.check(address);
}

/**
 * Returns how many consecutive runs an address must be absent: more than the setting if lookups miss many addresses.
 */
function runsNeeded(invocations: number, lookup: Lookup | undefined): number {
  const missed = lookup?.missProbability ?? 1;
  return missed > 0 && missed < 1
    ? Math.max(invocations, Math.ceil(Math.log(WRONG_REMOVAL) / Math.log(missed)))
    : invocations;
}

function decideGroup(followed: Followed, isTrusted: boolean, situation: Situation): GroupOutcome {
  const { dnsName, port, targetGroupArn } = followed;
  const lookup = situation.lookups.get(dnsName);
  const limit = runsNeeded(situation.invocationsBeforeDeregistration, lookup);
  const registered = situation.registered.get(targetGroupArn);
  const active = new Map(
    (registered ?? [])
      .filter((target) => target.port === port && !isLeaving(target))
      .map((target) => [target.address, target]),
  );
  const seen = new Set(isTrusted ? lookup?.addresses : []);
  const isCounting = isTrusted && lookup?.complete === true;
  const old = situation.state?.groups[targetGroupArn] ?? {};

  const absences = new Map([...seen].map((address) => [address, 0]));
  for (const [address, count] of Object.entries(old)) {
    if (!seen.has(address)) absences.set(address, isCounting ? Math.min(count + 1, limit) : count);
  }
  const expired = isCounting
    ? [...absences].filter(([, count]) => count >= limit).map(([address]) => address)
    : [];
  for (const address of expired) {
    if (registered && !active.has(address)) absences.delete(address);
  }
  const due = expired.flatMap((address) => active.get(address) ?? []);
  const healthy = [...seen].filter((address) => active.get(address)?.state === "healthy").length;
  const kept = healthy * 2 < seen.size ? due.filter(mayServe) : [];
  const register = registered ? [...seen].filter((address) => !active.has(address)) : [];
  return {
    decision: {
      targetGroupArn,
      register: register.map((address) => ({
        address,
        port,
        ...(isInside(address, situation.vpcCidrs) ? {} : { availabilityZone: "all" }),
      })),
      deregister: due.filter((target) => !kept.includes(target)),
      addresses: isTrusted ? seen.size : undefined,
      absent: [...absences.values()].filter((count) => count > 0).length,
    },
    known: Object.fromEntries(absences),
    notes: notesOnGroup(
      targetGroupArn,
      kept,
      [...active.keys()].filter((one) => !absences.has(one)),
    ),
  };
}

/** Logs the addresses of a name, for later investigations. */
function notesOn(name: string, { lookups }: Situation): Note[] {
  const lookup = lookups.get(name);
  if (!lookup) return [];
  const { addresses, failures, complete, needed } = lookup;
  const notes: Note[] = [{ level: "info", message: "addresses in DNS", name, ...lookup }];
  if (addresses.length > 0 && !complete) {
    const message = "too many lookups failed: no address counts as absent";
    notes.push({ level: "warn", message, name, failures });
  } else if (needed > lookup.lookups) {
    const message = `answers may lack addresses: set MAX_LOOKUP_PER_INVOCATION to ${needed} or more`;
    notes.push({ level: "warn", message, name });
  }
  return notes;
}

function notesOnGroup(targetGroupArn: string, kept: readonly Target[], foreign: string[]): Note[] {
  const notes: Note[] = [];
  if (kept.length > 0) {
    const message =
      "kept though absent from DNS: too few of the addresses in DNS are healthy targets";
    notes.push({
      level: "warn",
      message,
      targetGroupArn,
      addresses: kept.map((one) => one.address),
    });
  }
  if (foreign.length > 0) {
    const message = "not registered by this function, or before its state was lost: left alone";
    notes.push({ level: "info", message, targetGroupArn, addresses: foreign });
  }
  return notes;
}
