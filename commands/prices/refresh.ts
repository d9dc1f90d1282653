import type { Readable } from "node:stream";
import Big from "big.js";
import { EVERYWHERE, type Instances, type Price, type PriceBook } from "../../cost/price-book";
import { type PriceList, type Product, readPriceList } from "./read-list";

/** The change of a price in a refresh. */
interface Refreshed {
  readonly key: string;
  readonly region: string;
  /** undefined for a price that is new in the book. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface RefreshResult {
  readonly book: PriceBook;
  /** Every price of the book that the file has, changed or not. */
  readonly found: readonly Refreshed[];
  /** How many instance types the file has in the wanted regions, beside those prices. */
  readonly instanceTypes: number;
  /** Keys of the service without a price in the file. */
  readonly missing: readonly string[];
  /** Keys with several prices, which are not used. */
  readonly ambiguous: readonly string[];
}

/** A price of the book, or one to add. */
interface Target {
  readonly key: string;
  readonly region: string;
  readonly usageType: string;
}

/** Units of the book that are multiples of units in AWS's files. */
const MILLION = /^million /;

/** Region prefixes of usage types outside us-east-1, and of some in it: `EUC1-`, `EU-`, `APS1-`. */
const PREFIX = /^[A-Z]{2,4}\d*-/;

const baseOf = (usageType: string): string => usageType.replace(PREFIX, "");

/** On demand with Linux and shared tenancy. */
const LINUX = /^BoxUsage:(.+)$/;

/**
 * Updates the prices of a book from one of AWS's bulk price list files. It updates existing prices by their
 * usage type and, if given, operation. For the wanted regions, it adds the prices that the book has only for
 * other regions, by usage type without the region's prefix, and all instance types.
 *
 * @param text the file `offers/v1.0/aws/<service>/current/<region>/index.json`, or that of all regions
 * @param regions whose prices are added. @default - none
 * @throws {Error} for a file that has no offer code, is truncated, or is not JSON
 */
export async function refreshFrom(
  text: Readable,
  book: PriceBook,
  regions: readonly string[] = [],
): Promise<RefreshResult> {
  const list = await readPriceList(text, (service) => {
    const prices = book.prices.filter((price) => price.service === service);
    return targetFinder(service, prices, regions);
  });
  return apply(book, list);
}

/** Finds the target that a product prices; the same target for the same price. */
function targetFinder(service: string, prices: readonly Price[], regions: readonly string[]) {
  const targets = new Map<string, Target>();
  const target = (key: string, region: string, usageType: string): Target => {
    const place = `${key} ${region}`;
    const found = targets.get(place) ?? { key, region, usageType };
    targets.set(place, found);
    return found;
  };
  const isOf = (price: Price, operation: string): boolean =>
    price.operation === undefined || price.operation === operation;
  const byUsage = groupBy(prices, ({ usageType }) => usageType);
  const byBase = groupBy(prices, ({ usageType }) => baseOf(usageType));
  const taken = new Set(prices.map(({ key, region }) => `${key} ${region}`));

  return ({ usageType, operation, region }: Product): readonly Target[] => {
    const own = (byUsage.get(usageType) ?? []).filter((price) => isOf(price, operation));
    const found = own.map(({ key, region: place }) => target(key, place, usageType));
    if (!regions.includes(region)) return found;
    const [, type] = LINUX.exec(baseOf(usageType)) ?? [];
    if (type !== undefined) {
      const isWanted = service === "AmazonEC2" && operation === "RunInstances";
      const key = `instance:${type}`;
      return isWanted && !taken.has(`${key} ${region}`) ? [target(key, region, usageType)] : found;
    }
    const others = (byBase.get(baseOf(usageType)) ?? []).filter(
      (price) => isOf(price, operation) && !own.some(({ key }) => key === price.key),
    );
    return [...found, ...others.map(({ key }) => target(key, region, usageType))];
  };
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** A price from a list. */
type Listed = readonly [target: Target, usd: string];
type Origin = Pick<Price, "source" | "asOf">;

function apply(
  book: PriceBook,
  { offerCode, day, prices: listed }: PriceList<Target>,
): RefreshResult {
  const origin = { source: `AWS Price List, ${offerCode}, publication of ${day}`, asOf: day };
  const single = [...listed].flatMap(([target, usd]): Listed[] =>
    usd.size === 1 ? [[target, [...usd][0]!]] : [],
  );
  const isTyped = ([{ key, region }]: Listed): boolean =>
    key.startsWith(INSTANCE) &&
    !book.prices.some((one) => one.key === key && one.region === region);
  const types = single.filter(isTyped);
  const { prices, found } = update(
    book.prices,
    single.filter((one) => !isTyped(one)),
    origin,
  );
  const instances = replaceTables(book.instances ?? [], types, origin);
  const known = new Set([...listed.keys()].map(({ key }) => key));
  const keys = book.prices.flatMap(({ service, key }) => (service === offerCode ? key : []));
  return {
    book: { ...book, prices, ...(instances.length > 0 ? { instances } : {}) },
    found,
    instanceTypes: types.length,
    missing: [...new Set(keys)].filter((key) => !known.has(key)),
    ambiguous: [...listed].flatMap(([{ key }, usd]) => (usd.size > 1 ? key : [])),
  };
}

const INSTANCE = "instance:";

/** The prices, updated from a list, with new ones at the end. */
function update(book: readonly Price[], listed: readonly Listed[], origin: Origin) {
  const prices = [...book];
  const found: Refreshed[] = [];
  for (const [{ key, region, usageType }, listedUsd] of listed) {
    const at = prices.findIndex((price) => price.key === key && price.region === region);
    const like = prices[at] ?? prices.find((price) => price.key === key)!;
    const usd = Big(listedUsd)
      .times(MILLION.test(like.unit) ? 1e6 : 1)
      .toFixed();
    found.push({ key, region, before: prices[at]?.usd, after: usd });
    if (at >= 0) prices[at] = verified(like, { usd, ...origin });
    // Global prices need no price per region.
    else if (!isEverywhere(prices, key, usd)) {
      prices.push(verified(like, { usd, ...origin, region, usageType }));
    }
  }
  return { prices, found };
}

const isEverywhere = (prices: readonly Price[], key: string, usd: string): boolean =>
  prices.some(
    (price) => price.key === key && price.region === EVERYWHERE && Big(price.usd).eq(usd),
  );

/** A price, updated from a list: it now has a source. */
function verified(price: Price, listed: Partial<Price>): Price {
  const known = { ...price, ...listed };
  delete known.unverified;
  if (known.region !== EVERYWHERE) delete known.everywhere;
  return known;
}

/** The tables of instance types, with those of the listed regions replaced. */
function replaceTables(tables: readonly Instances[], listed: readonly Listed[], origin: Origin) {
  const byRegion = groupBy(listed, ([{ region }]) => region);
  return [
    ...tables.filter(({ region }) => !byRegion.has(region)),
    ...[...byRegion].map(([region, types]): Instances => {
      const usd = types.map(([{ key }, price]) => [
        key.slice(INSTANCE.length),
        Big(price).toFixed(),
      ]);
      return { region, ...origin, usd: Object.fromEntries(usd.sort()) as Record<string, string> };
    }),
  ];
}
