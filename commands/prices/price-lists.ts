import { open, stat } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { distance } from "fastest-levenshtein";
import * as v from "valibot";
import type { PriceBook } from "../../cost/price-book";

/** The URL of AWS's public price lists; needs no account. */
export const AWS_LISTS = "https://pricing.us-east-1.amazonaws.com";

/** Services with a single list for all regions. */
const WITHOUT_REGIONS = ["AmazonRoute53", "AWSGlobalAccelerator"];

/** A price list, and the progress of reading it. */
export interface OpenList {
  readonly text: Readable;
  /** Such as `12 of 441 MB`. */
  readonly progress: () => string;
}

/** The lists with the prices of a region: one for each service of the book. */
export const listsOf = (region: string, { prices }: PriceBook, from: string): string[] =>
  [...new Set(prices.map(({ service }) => service))].map((service) => {
    const place = WITHOUT_REGIONS.includes(service) ? "" : `${region}/`;
    return `${from}/offers/v1.0/aws/${service}/current/${place}index.json`;
  });

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/service-region-index-file-for-service.html */
const regionIndex = v.object({ regions: v.record(v.string(), v.unknown()) });

/**
 * Checks that AWS has prices for a region.
 *
 * @throws {Error} with the nearest names if it has none, or if the request fails
 */
export async function checkRegion(region: string, from: string): Promise<void> {
  const url = `${from}/offers/v1.0/aws/AmazonEC2/current/region_index.json`;
  const response = await request(url);
  if (!response.ok) throw new Error(refusal(url, response));
  const index = v.safeParse(regionIndex, await response.json().catch(() => undefined));
  if (!index.success) throw new Error(`${url} is not an index of regions`);
  const regions = Object.keys(index.output.regions);
  if (regions.includes(region)) return;
  throw new Error(
    `AWS has no price list for a region "${region}"; the nearest names are ${nearest(region, regions).join(", ")}`,
  );
}

const SHOWN = 3;

const nearest = (name: string, all: readonly string[]): string[] =>
  [...all]
    .sort((one, other) => distance(name, one) - distance(name, other) || one.localeCompare(other))
    .slice(0, SHOWN);

export const isUrl = (place: string): boolean => /^https?:/.test(place);

/**
 * Opens a file or a URL.
 *
 * @returns undefined if the server has no such list
 * @throws {Error} with the path or URL, and the reason
 */
export async function openList(place: string): Promise<OpenList | undefined> {
  if (!isUrl(place)) return openFile(place);
  const response = await request(place);
  if ([403, 404].includes(response.status)) return undefined;
  if (!response.ok || !response.body) throw new Error(refusal(place, response));
  const size = Number(response.headers.get("content-length") ?? 0);
  // A compressed response is longer than its Content-Length.
  const isPlain = response.headers.get("content-encoding") === null;
  return counted(Readable.fromWeb(response.body as ReadableStream), isPlain ? size : 0);
}

async function openFile(file: string): Promise<OpenList> {
  try {
    if ((await stat(file)).isDirectory()) throw new Error("it is a folder");
    const handle = await open(file);
    return counted(handle.createReadStream(), (await handle.stat()).size);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      `${file} cannot be read: ${code === "ENOENT" ? "the file does not exist" : message}`,
      {
        cause: error,
      },
    );
  }
}

async function request(url: string): Promise<Response> {
  try {
    return await fetch(url);
  } catch (error) {
    const { cause, message } = error as Error;
    throw new Error(`${url} cannot be read: ${(cause as Error | undefined)?.message || message}`, {
      cause: error,
    });
  }
}

const refusal = (url: string, { status, statusText }: Response): string =>
  `${url} answers ${status} ${statusText}`;

function counted(text: Readable, size: number): OpenList {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // Without a reader, an error would be unhandled; a later reader still receives it.
  counter.on("error", () => undefined);
  text.on("error", (error) => counter.destroy(error));
  counter.on("close", () => text.destroy());
  const megabytes = (count: number): string => (count / 1e6).toFixed(0);
  return {
    text: text.pipe(counter),
    progress: () => `${megabytes(bytes)}${size > 0 ? ` of ${megabytes(size)}` : ""} MB`,
  };
}
