/** A column of a table: its title, and whether it holds numbers, which are aligned to the right. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

const widthsOf = (columns: readonly Column[], rows: readonly (readonly string[])[]): number[] =>
  columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]!.length)),
  );

const cell = (text: string, width: number, { isNumber }: Column): string =>
  isNumber ? text.padStart(width) : text.padEnd(width);

/** Lines for a terminal, two spaces between columns; the first one is the titles. */
export function textLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = widthsOf(columns, rows);
  return [columns.map(({ title }) => title), ...rows].map((row) =>
    row
      .map((text, index) => cell(text, widths[index]!, columns[index]!))
      .join("  ")
      .trimEnd(),
  );
}

/** A table in Markdown. */
export function markdownLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ isNumber }) => (isNumber ? "--:" : "---"))),
    ...rows.map(line),
  ];
}

/** A table as comma-separated values, RFC 4180. */
export function csv(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const quoted = (text: string) =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [titles, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}
