import { lookUp } from "../../lambda/shared/look-up";
import { addresses, balancer } from "../labs/follower/dns-server";
import { quantile } from "../measure";

const ROUNDS = 1000;
const LIMIT = 50;
const MORE = 200;

/** A lookup of `known` addresses with random answers of 8; the limit is the number of allowed lookups. */
async function look(count: number, known: number, limit: number, seed: number) {
  const reply = balancer(addresses(count), seed);
  let index = 0;
  let seenAll = 0;
  const seen = new Set<string>();
  const ask = (name: string) => {
    const answer = reply({ name, transport: "udp" }, index++);
    if (typeof answer === "string") throw new Error(answer);
    answer.addresses.forEach((address) => seen.add(address));
    if (seen.size === count && seenAll === 0) seenAll = index;
    return Promise.resolve(answer.addresses);
  };
  const found = await lookUp(ask, "name.example.com", addresses(known), limit);
  return { lookups: found.lookups, share: found.addresses.length / count, seenAll };
}

/** How many lookups it takes to see all addresses, and how many are made. */
export async function lookupRows(): Promise<[string[], string[][]]> {
  const rows: string[][] = [];
  for (const count of [8, 16, 32, 100]) {
    const fresh = [];
    const whole = [];
    const ample = [];
    for (let seed = 1; seed <= ROUNDS; seed++) {
      fresh.push(await look(count, 0, LIMIT, seed));
      whole.push(await look(count, count, LIMIT, seed));
      ample.push(await look(count, count, MORE, seed));
    }
    const needed = ample.map(({ seenAll }) => seenAll);
    const missed = fresh.filter(({ share }) => share < 1).length;
    rows.push([
      String(count),
      `${quantile(needed, 0.5)}, ${quantile(needed, 0.99)}`,
      String(
        quantile(
          fresh.map(({ lookups }) => lookups),
          0.5,
        ),
      ),
      `${((1 - missed / ROUNDS) * 100).toFixed(1)} %`,
      String(
        quantile(
          whole.map(({ lookups }) => lookups),
          0.5,
        ),
      ),
      `${LIMIT}`,
    ]);
  }
  return [
    [
      "addresses",
      "needed to see all: median, 99 %",
      "made, none known",
      "saw all",
      "made, all known",
      "article",
    ],
    rows,
  ];
}
