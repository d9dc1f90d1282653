import * as v from "valibot";
import data from "./price-book.json";

const decimal = v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/, "must be a decimal number, as text"));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, "must be a date, as YYYY-MM-DD"));

const priceSchema = v.strictObject({
  /** What pricing asks for. */
  key: v.string(),
  /** AWS region, or `global` where the price is the same everywhere. */
  region: v.string(),
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

export const bookSchema = v.strictObject({
  currency: v.literal("USD"),
  prices: v.array(priceSchema),
});

/** On-demand list prices, each with its unit, source and day. */
export type PriceBook = v.InferOutput<typeof bookSchema>;
export type Price = v.InferOutput<typeof priceSchema>;

/** The prices that come with the program. */
export const builtInBook: PriceBook = v.parse(bookSchema, data);

/** Finds prices in a book: those of a region, or else those that are the same everywhere. */
export function indexBook(book: PriceBook): (key: string, region: string) => Price | undefined {
  const prices = new Map(book.prices.map((price) => [`${price.key} ${price.region}`, price]));
  return (key, region) => prices.get(`${key} ${region}`) ?? prices.get(`${key} global`);
}
