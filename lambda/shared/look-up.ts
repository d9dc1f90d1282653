import { Resolver } from "node:dns/promises";

/** What DNS says of one name in one run. */
export interface Lookup {
  /** Every address of any answer, sorted. */
  readonly addresses: readonly string[];
  /** Lookups that were made, failed ones too. */
  readonly lookups: number;
  /** Error codes of failed lookups, such as ENOTFOUND (no such name), ESERVFAIL and ETIMEOUT. */
  readonly failures: readonly string[];
  /** Whether an address that is in none of the answers may be counted as absent. */
  readonly complete: boolean;
  /** How many answers it takes to see all addresses; more than the limit if the limit is too low. */
  readonly needed: number;
  /** How probable it is for an address that the name has to be in none of the answers. */
  readonly missProbability: number;
}

/** Asks once. */
export type Ask = (dnsName: string) => Promise<readonly string[]>;

/** Answers for a load balancer hold at most so many addresses; a shorter one is the whole list. */
const FULL_ANSWER = 8;
/** How probable it may be that an address is in none of the answers. */
const MISS_PROBABILITY = 1 / 1000;
const PARALLEL = 10;
const TIMEOUT_MS = 1000;
const TRIES = 2;
/** Above what the resolver takes by itself, for name servers that keep the connection and say nothing. */
const DEADLINE_MS = 6000;
/** Rounds without any answer after which there is no hope for this run. */
const HOPELESS_ROUNDS = 2;

/** How probable it is for one more address than the `seen` not to be in an answer of `size` at random. */
function missedByOne(seen: number, size: number): number {
  return seen === size && size < FULL_ANSWER ? 0 : 1 - size / (seen + 1);
}

/** How many answers of `size` addresses it takes until one more than the `seen` would have shown itself. */
export function answersNeeded(seen: number, size: number): number {
  const missed = missedByOne(seen, size);
  return missed === 0 ? 1 : Math.ceil(Math.log(MISS_PROBABILITY) / Math.log(missed));
}

/**
 * Looks a name up until nothing new can be expected: in parallel, at most `maxLookups` times. As long as
 * an `expected` address is not seen it goes on, so that an address counts as absent only after all of them.
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
 * Asks name servers for A records over UDP, and over TCP if the answer was truncated; without `servers`
 * those of the runtime. Each lookup is a question of its own: nothing is kept from one to the next.
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
