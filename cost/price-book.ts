import * as v from "valibot";
import data from "./price-book.json";

const decimal = v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/, "must be a decimal number, as text"));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, "must be a date, as YYYY-MM-DD"));

/** The region of prices that are the same in all commercial regions. */
export const EVERYWHERE = "global";

const priceSchema = v.strictObject({
  /** The key of a price. */
  key: v.string(),
  /** AWS region, or `global` if the price is the same in all commercial regions. */
  region: v.string(),
  /** AWS's page that states this; only with `global`. */
  everywhere: v.exactOptional(v.string()),
  usd: decimal,
  unit: v.string(),
  /** Free quantity per month and account. */
  free: v.exactOptional(decimal),
  /** Offer code of AWS's price list, and the attributes of the price in it. */
  service: v.string(),
  usageType: v.string(),
  operation: v.exactOptional(v.string()),
  source: v.string(),
  /** Day of the source. */
  asOf: day,
  /** Whether it has no source: marked in every report. */
  unverified: v.exactOptional(v.boolean()),
});

/** The instance types of a region, from its price list. */
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

/** The bundled price book. */
export const builtInBook: PriceBook = v.parse(bookSchema, data);

/**
 * Regions with separate prices, some in another currency: China, GovCloud, the sovereign and the secret ones.
 */
const APART = /^(cn|us-gov|us-iso\w?|eu-isoe|eusc)-/;

/**
 * Finds prices in a book: those of a region, else the global ones. Returns the same object for the same key
 * and region.
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
