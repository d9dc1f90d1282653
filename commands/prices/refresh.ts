import { type Readable, pipeline } from "node:stream";
import Big from "big.js";
import type { Price, PriceBook } from "../../cost/price-book";

/** What a refresh did to a price. */
interface Refreshed {
  readonly key: string;
  readonly region: string;
  readonly before: string;
  readonly after: string;
}

export interface RefreshResult {
  readonly book: PriceBook;
  /** Every price that the file has, changed or not. */
  readonly found: readonly Refreshed[];
  /** Prices of the file's service and regions that are not in it. */
  readonly missing: readonly Price[];
}

/** Paths of what is read of a file: all else, the reserved prices above all, is skipped unassembled. */
const WANTED = /^(offerCode|publicationDate|products\.[^.]+|terms\.OnDemand\.[^.]+)$/;

interface Product {
  readonly sku: string;
  readonly attributes?: {
    readonly usagetype?: string;
    readonly operation?: string;
    readonly regionCode?: string;
  };
}

interface Term {
  readonly sku: string;
  readonly priceDimensions: Readonly<
    Record<
      string,
      { readonly beginRange?: string; readonly pricePerUnit: { readonly USD?: string } }
    >
  >;
}

interface OfferHeader {
  readonly offerCode?: string | undefined;
  readonly publicationDate?: string | undefined;
}

/** Units of the book that are a multiple of those of AWS's files. */
const MILLION = /^million /;

const nameOf = (usageType: string, operation = ""): string => `${usageType} ${operation}`;

/** The first price of a term that is not zero: what is free comes first, volume discounts after. */
function priceOf({ priceDimensions }: Term): string | undefined {
  return Object.values(priceDimensions)
    .sort((one, other) => Number(one.beginRange ?? 0) - Number(other.beginRange ?? 0))
    .map(({ pricePerUnit }) => pricePerUnit.USD)
    .find((usd) => usd !== undefined && Number(usd) > 0);
}

/**
 * Takes the prices of a book from one of AWS's bulk price list files, which it reads as a stream: the
 * file of EC2 for one region has 400 MB and more. Products are told by usage type and, where the book
 * has one, operation. Reading ends when all prices are there.
 *
 * @param text the file `offers/v1.0/aws/<service>/current/<region>/index.json`
 * @throws {Error} for a file that has no offer code, and for what is not JSON
 */
export async function refreshFrom(text: Readable, book: PriceBook): Promise<RefreshResult> {
  const { pick } = await import("stream-json/filters/pick.js");
  const { streamValues } = await import("stream-json/streamers/stream-values.js");
  const picked = pick.withParserAsStream({ filter: WANTED });
  const values = streamValues.asStream();
  // An error of any of them ends the loop below; leaving the loop ends all of them.
  pipeline(text, picked, values, () => undefined);

  const texts: string[] = [];
  let sought: Map<string, Price[]> | undefined;
  const bySku = new Map<string, readonly Price[]>();
  const usd = new Map<Price, string>();
  for await (const { value } of values as AsyncIterable<{ value: unknown }>) {
    if (typeof value === "string") {
      texts.push(value);
      continue;
    }
    sought ??= index(book, headerOf(texts).offerCode);
    const product = value as Partial<Product>;
    if (product.attributes) {
      const { usagetype = "", operation } = product.attributes;
      const prices = sought.get(nameOf(usagetype, operation)) ?? sought.get(nameOf(usagetype));
      if (prices && product.sku !== undefined) bySku.set(product.sku, prices);
      continue;
    }
    for (const term of Object.values(value as Record<string, Term>)) {
      const price = priceOf(term);
      const prices = bySku.get(term.sku) ?? [];
      if (price !== undefined) prices.forEach((one) => usd.set(one, price));
      bySku.delete(term.sku);
    }
    if (bySku.size === 0) break;
  }
  return apply(book, usd, headerOf(texts), [...(sought?.values() ?? [])].flat());
}

function headerOf(texts: readonly string[]): OfferHeader {
  const date = texts.find((text) => /^\d{4}-\d\d-\d\d/.test(text));
  const offerCode = texts.find((text) => text !== date);
  return { offerCode, publicationDate: date };
}

/** The prices of a service by what tells them in its file. */
function index(book: PriceBook, service: string | undefined): Map<string, Price[]> {
  if (service === undefined) {
    throw new Error("the file has no offerCode before its products: it is no price list of AWS's");
  }
  const prices = new Map<string, Price[]>();
  for (const price of book.prices.filter((one) => one.service === service)) {
    const name = nameOf(price.usageType, price.operation);
    prices.set(name, [...(prices.get(name) ?? []), price]);
  }
  return prices;
}

function apply(
  book: PriceBook,
  usd: ReadonlyMap<Price, string>,
  { offerCode = "", publicationDate = "" }: OfferHeader,
  sought: readonly Price[],
): RefreshResult {
  const day = publicationDate.slice(0, 10);
  const found: Refreshed[] = [];
  const prices = book.prices.map((price): Price => {
    const listed = usd.get(price);
    if (listed === undefined) return price;
    const after = Big(listed)
      .times(MILLION.test(price.unit) ? 1e6 : 1)
      .toFixed();
    found.push({ key: price.key, region: price.region, before: price.usd, after });
    const verified = { ...price };
    delete verified.unverified;
    const source = `AWS Price List, ${offerCode}, publication of ${day}`;
    return { ...verified, usd: after, source, asOf: day };
  });
  return { book: { ...book, prices }, found, missing: sought.filter((price) => !usd.has(price)) };
}
