import { WIDTH, wrap } from "./wrap";

/** A column of a table: its title, and whether it has numbers, which are right-aligned. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table with its title. */
export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: Rows;
}

type Rows = readonly (readonly string[])[];

/** The minimum width of a text column. */
const NARROWEST = 10;

/**
 * Lines that are no wider than a terminal: the widest text columns shrink, and their cells wrap. The first
 * lines are the titles.
 */
export function fittedLines(columns: readonly Column[], rows: Rows, most = WIDTH): string[][] {
  const all = [titlesOf(columns), ...rows];
  const widths = widthsOf(all);
  const total = (): number => widths.reduce((sum, width) => sum + width + 2, -2);
  const shrinkable = widths.flatMap((_, index) => (columns[index]?.isNumber ? [] : index));
  while (total() > most) {
    const widest = shrinkable.reduce((one, other) => (widths[other]! > widths[one]! ? other : one));
    if (widths[widest]! <= NARROWEST) break;
    widths[widest]! -= 1;
  }
  return all.map((row) => {
    const cells = row.map((text, index) =>
      columns[index]?.isNumber ? [text] : wrap(text, widths[index]),
    );
    const height = Math.max(...cells.map(({ length }) => length));
    const lines = Array.from({ length: height }, (_, line) =>
      cells.map((cell) => cell[line] ?? ""),
    );
    return aligned(lines, columns, widths);
  });
}

/** The width of each column: that of its widest cell. */
function widthsOf(rows: Rows): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((text, index) => (widths[index] = Math.max(widths[index] ?? 0, text.length)));
  }
  return widths;
}

const titlesOf = (columns: readonly Column[]): string[] => columns.map(({ title }) => title);

/** Lines for a terminal, two spaces between columns; the first one is the titles. */
export const textLines = (columns: readonly Column[], rows: Rows): string[] =>
  aligned([titlesOf(columns), ...rows], columns);

/** Rows for a terminal, without titles; the last cell of a row does not widen its column. */
export const rowLines = (rows: Rows): string[] =>
  aligned(rows, [], widthsOf(rows.map((row) => row.slice(0, -1))));

const aligned = (rows: Rows, columns: readonly Column[], widths = widthsOf(rows)): string[] =>
  rows.map((row) =>
    row
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.isNumber ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );

/** A table in Markdown. */
export const markdownLines = (columns: readonly Column[], rows: Rows): string[] => [
  markdownLine(titlesOf(columns)),
  markdownLine(columns.map(({ isNumber }) => (isNumber ? "--:" : "---"))),
  ...rows.map(markdownLine),
];

const markdownLine = (cells: readonly string[]): string =>
  `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;

/** A Markdown table with aligned columns: readable in a terminal, and ready to paste into documents. */
export function renderTable(titles: readonly string[], rows: Rows): string {
  const widths = widthsOf([titles, ...rows]);
  const lines = [titles, widths.map((width) => "-".repeat(width)), ...rows];
  const padded = lines.map((cells) => cells.map((text, index) => text.padEnd(widths[index]!)));
  return padded.map(markdownLine).join("\n");
}

/** A table as comma-separated values, RFC 4180. */
export function csv(titles: readonly string[], rows: Rows): string {
  const quoted = (text: string) =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [titles, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}
