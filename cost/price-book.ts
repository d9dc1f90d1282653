import * as v from "valibot";
import data from "./price-book.json";

const decimal = v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/, "must be a decimal number, as text"));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, "must be a date, as YYYY-MM-DD"));

/** The region of prices that AWS states for all of its commercial regions. */
export const EVERYWHERE = "global";

const priceSchema = v.strictObject({
  /** What pricing asks for. */
  key: v.string(),
  /** AWS region, or `global` for what is the same in all commercial regions. */
  region: v.string(),
  /** Where AWS says so; only with `global`. */
  everywhere: v.exactOptional(v.string()),
  usd: decimal,
  unit: v.string(),
  /** Quantity a month that costs nothing, for each account. */
  free: v.exactOptional(decimal),
  /** Offer code of AWS's price list, and what tells the price in it. */
  service: v.string(),
  usageType: v.string(),
  operation: v.exactOptional(v.string()),
  source: v.string(),
  /** Day that the source is of. */
  asOf: day,
  /** No source that states it: marked in every report. */
  unverified: v.exactOptional(v.boolean()),
});

/** The instance types of a region, as a fetch of its price list finds them. */
const instancesSchema = v.strictObject({
  region: v.string(),
  source: v.string(),
  asOf: day,
  /** USD an hour on demand with Linux and shared tenancy, by type. */
  usd: v.record(v.string(), decimal),
});

export const bookSchema = v.strictObject({
  currency: v.literal("USD"),
  prices: v.array(priceSchema),
  instances: v.exactOptional(v.array(instancesSchema)),
});

/** On-demand list prices, each with its unit, source and day. */
export type PriceBook = v.InferOutput<typeof bookSchema>;
export type Price = v.InferOutput<typeof priceSchema>;
export type Instances = v.InferOutput<typeof instancesSchema>;

/** The prices that come with the program. */
export const builtInBook: PriceBook = v.parse(bookSchema, data);

/** Regions with prices of their own, some in another currency: China, GovCloud, the sovereign and the secret ones. */
const APART = /^(cn|us-gov|us-iso\w?|eu-isoe|eusc)-/;

/**
 * Finds prices in a book: those of a region, or else those that are the same in all commercial regions. The same
 * key and region give the same object.
 */
export function indexBook(book: PriceBook): (key: string, region: string) => Price | undefined {
  const prices = new Map(book.prices.map((price) => [`${price.key} ${price.region}`, price]));
  return (key, region) => {
    const place = `${key} ${region}`;
    const found = prices.get(place) ?? instancePrice(book, key, region);
    if (found) prices.set(place, found);
    return found ?? (APART.test(region) ? undefined : prices.get(`${key} ${EVERYWHERE}`));
  };
}

function instancePrice({ instances = [] }: PriceBook, key: string, region: string) {
  const [, type = ""] = /^instance:(.+)/.exec(key) ?? [];
  const table = instances.find((one) => one.region === region);
  const usd = table?.usd[type];
  if (!table || usd === undefined) return undefined;
  const { source, asOf } = table;
  const price: Price = {
    key,
    region,
    usd,
    unit: "hour",
    service: "AmazonEC2",
    usageType: `BoxUsage:${type}`,
    operation: "RunInstances",
    source,
    asOf,
  };
  return price;
}
