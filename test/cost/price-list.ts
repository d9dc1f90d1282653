import { Readable } from "node:stream";

/** A product of a made-up price list, in the format of AWS's bulk files. */
export interface ListedProduct {
  readonly sku: string;
  readonly usagetype: string;
  readonly operation?: string;
  /** @default "us-east-1" */
  readonly regionCode?: string;
  /** Beginning of each range of quantities, and the price in it. */
  readonly ranges: readonly (readonly [string, string])[];
}

/** The text of a price list in pieces, with `filler` products and reserved terms that are not used. */
export function* priceList(
  offerCode: string,
  products: readonly ListedProduct[],
  filler = 0,
): Generator<string> {
  yield `{"formatVersion":"v1.0","disclaimer":"made up","offerCode":"${offerCode}","version":"20261101000000","publicationDate":"2026-11-01T00:00:00Z","products":{`;
  for (let index = 0; index < filler; index += 1) yield `${product(other(index))},`;
  yield products.map(product).join(",");
  yield '},"terms":{"OnDemand":{';
  for (let index = 0; index < filler; index += 1) yield `${term(other(index), "JRTCKXETXF")},`;
  yield products.map((one) => term(one, "JRTCKXETXF")).join(",");
  yield '},"Reserved":{';
  for (let index = 0; index < filler; index += 1) yield `${term(other(index), "4NA7Y494T4")},`;
  yield products.map((one) => term({ ...one, ranges: [["0", "0.00001"]] }, "4NA7Y494T4")).join(",");
  yield "}}}";
}

const other = (index: number): ListedProduct => ({
  sku: `OTHER${index}`,
  usagetype: `UnusedBox:x${index}.large`,
  operation: "RunInstances",
  regionCode: "eu-central-1",
  ranges: [["0", "9.99"]],
});

const product = ({
  sku,
  usagetype,
  operation = "",
  regionCode = "us-east-1",
}: ListedProduct): string =>
  `"${sku}":${JSON.stringify({
    sku,
    productFamily: "Compute Instance",
    attributes: { servicecode: "AmazonEC2", regionCode, usagetype, operation },
  })}`;

const term = ({ sku, ranges }: ListedProduct, offer: string): string =>
  `"${sku}":${JSON.stringify({
    [`${sku}.${offer}`]: {
      offerTermCode: offer,
      sku,
      effectiveDate: "2026-11-01T00:00:00Z",
      priceDimensions: Object.fromEntries(
        ranges.map(([beginRange, USD], index) => [
          `${sku}.${offer}.${index}`,
          { rateCode: `${sku}.${offer}.${index}`, unit: "Hrs", beginRange, pricePerUnit: { USD } },
        ]),
      ),
      termAttributes: {},
    },
  })}`;

/** The text of a generator as a stream that waits for its reader. */
export function asStream(pieces: Iterable<string>): Readable {
  return Readable.from(pieces, { objectMode: false });
}
