import { type Readable, pipeline } from "node:stream";

/** A product of a price list, by its identifying attributes. */
export interface Product {
  /** Such as `EUC1-BoxUsage:c7g.large`; us-east-1 has no prefix. */
  readonly usageType: string;
  readonly operation: string;
  /** Such as `eu-central-1`; "" for what has no region. */
  readonly region: string;
}

/** The contents of a price list that are used. */
export interface PriceList<T> {
  readonly offerCode: string;
  /** Day of the publication, as YYYY-MM-DD. */
  readonly day: string;
  /** The wanted items with their prices in USD: several prices if the list has several such products. */
  readonly prices: ReadonlyMap<T, ReadonlySet<string>>;
}

/**
 * Paths that are read from a file: all others, mainly reserved prices, are skipped without being assembled.
 */
const WANTED = /^(offerCode|publicationDate|products\.[^.]+|terms\.OnDemand\.[^.]+)$/;

interface ListedProduct {
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

/** The first price of a term that is not zero: free tiers come first, volume discounts later. */
function priceOf({ priceDimensions }: Term): string | undefined {
  return Object.values(priceDimensions)
    .sort((one, other) => Number(one.beginRange ?? 0) - Number(other.beginRange ?? 0))
    .map(({ pricePerUnit }) => pricePerUnit.USD)
    .find((usd) => usd !== undefined && Number(usd) > 0);
}

/**
 * Reads one of AWS's bulk price list files, in which products come before their terms:
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html.
 * Streams the file and keeps only wanted items in memory: EC2's has 400 MB for a region. Stops when all
 * prices are found.
 *
 * @param wanted maps a service's product to the items that it prices; returns the same objects for the same
 * product
 * @throws {Error} for a file that has no offer code, is truncated, or is not JSON
 */
export async function readPriceList<T>(
  text: Readable,
  wanted: (service: string) => (product: Product) => readonly T[],
): Promise<PriceList<T>> {
  const { pick } = await import("stream-json/filters/pick.js");
  const { streamValues } = await import("stream-json/streamers/stream-values.js");
  const picked = pick.withParserAsStream({ filter: WANTED });
  const values = streamValues.asStream();
  // An error in any of them ends the loop below, and leaving the loop ends all of them.
  pipeline(text, picked, values, () => undefined);

  const texts: string[] = [];
  let sought: ((product: Product) => readonly T[]) | undefined;
  const bySku = new Map<string, readonly T[]>();
  const prices = new Map<T, Set<string>>();
  for await (const { value } of values as AsyncIterable<{ value: unknown }>) {
    if (typeof value === "string") {
      texts.push(value);
      continue;
    }
    sought ??= wanted(offerCodeOf(texts));
    const { sku, attributes } = value as Partial<ListedProduct>;
    if (attributes) {
      const { usagetype = "", operation = "", regionCode = "" } = attributes;
      const found = sought({ usageType: usagetype, operation, region: regionCode });
      if (found.length > 0 && sku !== undefined) bySku.set(sku, found);
      continue;
    }
    for (const term of Object.values(value as Record<string, Term>)) {
      const price = priceOf(term);
      for (const one of bySku.get(term.sku) ?? []) {
        if (price !== undefined) prices.set(one, (prices.get(one) ?? new Set()).add(price));
      }
      bySku.delete(term.sku);
    }
    if (bySku.size === 0) break;
  }
  if (bySku.size > 0) {
    throw new Error(`the file ends before the prices of ${bySku.size} of its products`);
  }
  return { offerCode: offerCodeOf(texts), day: dateIn(texts)?.slice(0, 10) ?? "", prices };
}

const dateIn = (texts: readonly string[]): string | undefined =>
  texts.find((text) => /^\d{4}-\d\d-\d\d/.test(text));

function offerCodeOf(texts: readonly string[]): string {
  const offerCode = texts.find((text) => text !== dateIn(texts));
  if (offerCode !== undefined) return offerCode;
  throw new Error("the file has no offerCode before its products: it is not an AWS price list");
}
