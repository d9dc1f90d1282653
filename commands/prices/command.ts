import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { type PriceBook, bookSchema } from "../../cost/price-book";
import { AWS_LISTS, checkRegion, isUrl, listsOf, openList } from "./price-lists";
import { type RefreshResult, refreshFrom } from "./refresh";
import { type Log, logToTerminal, timed } from "../shared/progress";
import { fromCaller, path, readOptions, renderHelp, textOr } from "../shared/options";
import { type Terminal, runCommand } from "../shared/terminal";

const BOOK = join(__dirname, "../../cost/price-book.json");

const LINE = {
  about: `npm run prices -- --region NAME: fetches the prices of a region from AWS's public price lists into the price book
npm run prices -- FILE...: reads them from downloaded price lists`,
  arguments: {
    FILE: `a price list, or its URL, such as
https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.json`,
  },
  options: {
    region: {
      type: "string",
      multiple: true,
      default: [] as string[],
      value: "NAME",
      about: `a region to fetch prices for, such as eu-central-1; may be repeated
its EC2 price list has 400 MB or more; with FILE, the region's prices are read from there`,
    },
    book: path("FILE", "the price book (default: cost/price-book.json)"),
    from: textOr(AWS_LISTS, "URL", "a mirror of the price lists"),
  },
} as const;

interface Wanted {
  readonly regions: readonly string[];
  readonly places: readonly string[];
  readonly from: string;
}

/** `npm run prices`: refreshes the price book, prints the changes, and returns the exit code. */
export const main = (
  argv: readonly string[],
  terminal: Terminal,
  log: Log = logToTerminal,
): Promise<number> =>
  runCommand(terminal, async () => {
    const { values, positionals } = readOptions(argv, LINE);
    const places = positionals.map((place) => (isUrl(place) ? place : fromCaller(place)));
    const { region: regions, from } = values;
    if (values.help || places.length + regions.length === 0) return renderHelp(LINE);
    const { book: file = BOOK } = values;
    const book = v.parse(bookSchema, JSON.parse(readFileSync(file, "utf8")));
    const refreshed = await refresh(book, { regions, places, from: from.replace(/\/$/, "") }, log);
    writeFileSync(file, `${JSON.stringify(refreshed.book, null, 2)}\n`);
    return refreshed.lines.join("\n");
  });

/** Reads all lists, one after the other: the book is written once, after the last. */
async function refresh(given: PriceBook, { regions, places, from }: Wanted, log: Log) {
  let book = given;
  const lines: string[] = [];
  let isAny = false;
  for (const region of places.length > 0 ? [] : regions) await checkRegion(region, from);
  const lists =
    places.length > 0
      ? places.map((place) => ({ place, of: regions }))
      : regions.flatMap((region) =>
          listsOf(region, given, from).map((place) => ({ place, of: [region] })),
        );
  for (const { place, of } of lists) {
    const result = await timed(log, `Reading ${place}`, (tell) => read(place, book, of, tell));
    if (!result && places.length > 0) throw new Error(`${place}: no such price list`);
    book = result?.book ?? book;
    lines.push(`${place}:`, ...renderRefresh(result).map((line) => `  ${line}`));
    isAny ||= result !== undefined;
  }
  if (!isAny) throw new Error(`${from} has no price list for ${regions.join(", ")}`);
  return { book, lines };
}

const TELL_EVERY_MS = 200;

/** @returns undefined if the list does not exist, such as for a service that the region lacks */
async function read(
  place: string,
  book: PriceBook,
  regions: readonly string[],
  tell: (howFar: string) => void,
): Promise<RefreshResult | undefined> {
  const list = await openList(place);
  if (!list) return undefined;
  const ticker = setInterval(() => tell(list.progress()), TELL_EVERY_MS);
  try {
    return await refreshFrom(list.text, book, regions);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${place}, after ${list.progress()}: ${message}; the price book is unchanged`, {
      cause: error,
    });
  } finally {
    clearInterval(ticker);
    list.text.destroy();
  }
}

function renderRefresh(result: RefreshResult | undefined): string[] {
  if (!result) return ["no such list: its items stay without a price"];
  const { found, instanceTypes, missing, ambiguous } = result;
  const changed = found.filter(
    ({ before, after }) => before !== undefined && Number(before) !== Number(after),
  );
  const added = found.filter(({ before }) => before === undefined).length;
  const types = instanceTypes > 0 ? `, and ${instanceTypes} instance types` : "";
  return [
    `${found.length} prices found, ${changed.length} changed, ${added} new${types}`,
    ...changed.map(
      ({ key, region, before, after }) => `${key} in ${region}: ${before} is ${after} now`,
    ),
    ...(missing.length > 0 ? [`not found: ${missing.join(", ")}`] : []),
    ...(ambiguous.length > 0 ? [`several prices, none taken: ${ambiguous.join(", ")}`] : []),
  ];
}
