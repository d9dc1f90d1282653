import { Resolver } from "node:dns/promises";

/** Answers of DNS for one name in one run. */
export interface Lookup {
  /** All addresses of all answers, sorted. */
  readonly addresses: readonly string[];
  /** Number of lookups, including failed ones. */
  readonly lookups: number;
  /** Error codes of failed lookups, such as ENOTFOUND (no such name), ESERVFAIL and ETIMEOUT. */
  readonly failures: readonly string[];
  /** Whether an address that is in none of the answers counts as absent. */
  readonly complete: boolean;
  /** Number of answers that are needed to see all addresses. May exceed the limit. */
  readonly needed: number;
  /** Probability that an address of the name is in none of the answers. */
  readonly missProbability: number;
}

/** Queries DNS once. */
export type Ask = (dnsName: string) => Promise<readonly string[]>;

/** Maximum of addresses in an answer for a load balancer. A shorter answer is the whole list. */
const FULL_ANSWER = 8;
/** Maximum probability that an address is in none of the answers. */
const MISS_PROBABILITY = 1 / 1000;
const PARALLEL = 10;
const TIMEOUT_MS = 1000;
const TRIES = 2;
/** Longer than the resolver's own timeout, for name servers that keep the connection open without an answer. */
const DEADLINE_MS = 6000;
/** Number of rounds without any answer after which a run stops. */
const HOPELESS_ROUNDS = 2;

/** Probability that one address more than the `seen` ones is missing from a random answer of `size`. */
function missedByOne(seen: number, size: number): number {
  return seen === size && size < FULL_ANSWER ? 0 : 1 - size / (seen + 1);
}

/** Number of answers of `size` addresses after which one address more than the `seen` ones would have appeared. */
export function answersNeeded(seen: number, size: number): number {
  const missed = missedByOne(seen, size);
  return missed === 0 ? 1 : Math.ceil(Math.log(MISS_PROBABILITY) / Math.log(missed));
}

/**
 * Looks up a name in parallel, at most `maxLookups` times, until no new addresses are expected. It continues while an
 * `expected` address has not been seen, so that an address counts as absent only after all lookups.
 */
export async function lookUp(
  ask: Ask,
  dnsName: string,
  expected: readonly string[],
  maxLookups: number,
): Promise<Lookup> {
  const seen = new Set<string>();
  const failures: string[] = [];
  let lookups = 0;
  let answers = 0;
  let size = 0;
  let silentRounds = 0;
  const needed = (): number => (size === 0 ? 1 : answersNeeded(seen.size, size));
  const missing = (): number => {
    const unseen = expected.some((address) => !seen.has(address));
    return Math.max(needed() - answers, answers > 0 && unseen ? PARALLEL : 0);
  };

  while (missing() > 0 && lookups < maxLookups && silentRounds < HOPELESS_ROUNDS) {
    const round = Math.min(missing(), PARALLEL, maxLookups - lookups);
    const results = await Promise.allSettled(Array.from({ length: round }, () => ask(dnsName)));
    lookups += round;
    let answered = 0;
    for (const result of results) {
      if (result.status === "rejected") {
        failures.push(codeOf(result.reason));
      } else if (result.value.length > 0) {
        answered += 1;
        size = Math.max(size, result.value.length);
        for (const address of result.value) seen.add(address);
      }
    }
    answers += answered;
    silentRounds = answered > 0 ? 0 : silentRounds + 1;
  }
  return {
    addresses: [...seen].sort(),
    lookups,
    failures,
    complete: answers > 0 && answers >= Math.min(needed(), maxLookups),
    needed: needed(),
    missProbability: answers === 0 ? 1 : missedByOne(seen.size, size) ** answers,
  };
}

/**
 * Queries name servers for A records over UDP, and over TCP if the answer was truncated; without `servers` those of
 * the runtime. Each lookup is a separate query, and nothing is cached.
 */
export function askServers(servers: readonly string[]): Ask {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers.length > 0) {
    resolver.setServers(servers);
  }
  return async (dnsName) => {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(Object.assign(new Error("no answer"), { code: "ETIMEOUT" })),
        DEADLINE_MS,
      );
    });
    try {
      return await Promise.race([resolver.resolve4(dnsName), deadline]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? String(error);
}
