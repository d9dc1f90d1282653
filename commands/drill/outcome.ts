import type { Objective } from "../../components/front-door/drill-traits";
import { judge } from "../../lambda/check-pool/judge";
import { allowedFailures } from "./objectives";
import type { Rehearsed } from "./rehearsal";

/** The result of a rehearsal. */
export interface DrillOutcome {
  /** Its kind. */
  readonly frontDoor: string;
  readonly scenario: string;
  readonly title: string;
  readonly requests: number;
  readonly failed: number;
  /** Their errors, by frequency. */
  readonly errors: Readonly<Record<string, number>>;
  /** Failed requests, as seconds of the full load. */
  readonly lostSeconds: number;
  /** Latency of answered requests. */
  readonly slowestSeconds: number;
  /** From the fault until it was detected; undefined if no detection was needed. */
  readonly detectSeconds: number | undefined;
  /** From the fault until the last failed request; 0 if none failed. */
  readonly recoverSeconds: number;
  readonly addressesBefore: Readonly<Record<string, string>>;
  readonly addressesAfter: Readonly<Record<string, string>>;
  /** Addresses that DNS gave clients during the rehearsal. */
  readonly addressesSeen: readonly string[];
  /** Whether nodes have the same addresses as before, and clients got no address that partners do not allow. */
  readonly sameAddresses: boolean;
  /** Memory of HAProxy on all nodes, in bytes; only if it was recorded. */
  readonly memory?: Memory | undefined;
  readonly objective: Objective;
  readonly allowedFailures: number;
  readonly met: boolean;
}

export interface Memory {
  /** After a quarter of the time: until then, HAProxy fills its pools. */
  readonly warm: number;
  readonly end: number;
  /** Whether it grew by no more than `MOST_GROWTH` in between. */
  readonly isFlat: boolean;
}

/** Relative growth of memory that does not count as a leak: the number of buffers in use varies. */
const MOST_GROWTH = 0.05;

export interface DrillOutcomeSettings {
  /** Its kind. */
  readonly frontDoor: string;
  readonly scenario: string;
  readonly title: string;
  readonly ratePerSecond: number;
  readonly speed: number;
  readonly objective: Objective;
}

/** Summarizes a rehearsal, and whether it meets the objective. */
export function outcomeOf(rehearsed: Rehearsed, settings: DrillOutcomeSettings): DrillOutcome {
  const { samples, events, before, after, startedAt, seen, allowList } = rehearsed;
  const { ratePerSecond, speed, objective, ...names } = settings;
  const faultAt = events.find(({ kind }) => kind === "fault")?.at ?? startedAt;
  const failures = samples.filter(({ status }) => status !== 200);
  const answered = samples.filter(({ status }) => status === 200);
  const noticed = events.find(({ kind, at }) => kind === "detect" && at >= faultAt);
  const lastFailed = Math.max(0, ...failures.map(({ at, milliseconds }) => at + milliseconds));
  const allowed = allowedFailures(objective, ratePerSecond, speed);
  // A pair's address may be private.
  const blocks = [...allowList, ...Object.keys(before).map((address) => `${address}/32`)];
  const { outside } = judge({ blocks, allocated: [], addresses: seen });
  const sameAddresses =
    Object.keys(before).join() === Object.keys(after).join() && outside.length === 0;
  const memory = memoryOf(rehearsed);
  return {
    ...names,
    requests: samples.length,
    failed: failures.length,
    errors: countBy(failures.map(({ error }) => error)),
    lostSeconds: failures.length / ratePerSecond,
    slowestSeconds:
      answered.reduce((most, { milliseconds }) => Math.max(most, milliseconds), 0) / 1000,
    detectSeconds: noticed && (noticed.at - faultAt) / 1000,
    recoverSeconds: failures.length === 0 ? 0 : Math.max(0, lastFailed - faultAt) / 1000,
    addressesBefore: before,
    addressesAfter: after,
    addressesSeen: seen,
    sameAddresses,
    memory,
    objective,
    allowedFailures: allowed,
    met: sameAddresses && failures.length <= allowed && memory?.isFlat !== false,
  };
}

const countBy = (texts: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
};

function memoryOf({ memory }: Rehearsed): Memory | undefined {
  const sums = memory.map((nodes) => Object.values(nodes).reduce((sum, one) => sum + one, 0));
  const [warm, end] = [sums[Math.floor(sums.length / 4)], sums.at(-1)];
  if (sums.length < 2 || warm === undefined || end === undefined) return undefined;
  return { warm, end, isFlat: end <= warm * (1 + MOST_GROWTH) };
}
