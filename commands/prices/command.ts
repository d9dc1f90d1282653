import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import * as v from "valibot";
import { bookSchema } from "../../cost/price-book";
import { type RefreshResult, refreshFrom } from "./refresh";
import { readOptions, renderHelp, text } from "../shared/options";
import { type Terminal, runCommand } from "../shared/terminal";

const BOOK = join(__dirname, "../../cost/price-book.json");

const LINE = {
  about: "npm run prices -- FILE...: takes prices from AWS's bulk price list into the price book",
  arguments: {
    FILE: `a price list, or its URL, such as
https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.json`,
  },
  options: {
    book: text("FILE", "the price book (default: cost/price-book.json)"),
  },
} as const;

/** `npm run prices`: refreshes the price book, prints what changed, and answers the exit code. */
export const main = (argv: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, async () => {
    const { values, positionals } = readOptions(argv, LINE);
    if (values.help || positionals.length === 0) return renderHelp(LINE);
    const { book: file = BOOK } = values;
    let book = v.parse(bookSchema, JSON.parse(readFileSync(file, "utf8")));
    const lines: string[] = [];
    for (const place of positionals) {
      const result = await refreshFrom(await open(place), book);
      book = result.book;
      lines.push(`${place}:`, ...renderRefresh(result).map((line) => `  ${line}`));
    }
    writeFileSync(file, `${JSON.stringify(book, null, 2)}\n`);
    return lines.join("\n");
  });

function renderRefresh({ found, missing }: RefreshResult): string[] {
  const changed = found.filter(({ before, after }) => Number(before) !== Number(after));
  return [
    `${found.length} prices found, ${changed.length} changed`,
    ...changed.map(
      ({ key, region, before, after }) => `${key} in ${region}: ${before} is ${after} now`,
    ),
    ...missing.map(({ key, region }) => `not there: ${key} in ${region}`),
  ];
}

async function open(place: string): Promise<Readable> {
  if (!/^https?:/.test(place)) return createReadStream(place);
  const response = await fetch(place);
  if (!response.ok || !response.body) {
    throw new Error(`${place} answers ${response.status} ${response.statusText}`);
  }
  return Readable.fromWeb(response.body as ReadableStream);
}
