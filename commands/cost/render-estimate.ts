import Big from "big.js";
import type { LineItem } from "../../cost/billing";
import type { Estimate } from "../../cost/estimate";
import type { Unpriced } from "../../cost/unpriced";
import { type Styles, plain } from "../shared/output-styles";
import { csv, fittedLines, markdownLines } from "../shared/table";
import { WIDTH, wrap } from "../shared/wrap";
import { ageText, dollars, headline, missingTexts } from "./words";

/** Lines that differ only in their resource. */
interface EstimateRow {
  readonly part: string;
  readonly what: string;
  readonly resources: string;
  readonly quantity: Big;
  readonly unit: string;
  readonly unitPrice: string;
  readonly monthly: Big;
}

/** Merges lines of a part that differ only in their resource; the most expensive first. */
export function summarize(lines: readonly LineItem[]): EstimateRow[] {
  const rows = new Map<string, EstimateRow & { count: number }>();
  for (const { part, what, resource, quantity, unit, unitPrice, monthly } of lines) {
    const key = JSON.stringify([part, what, unit, unitPrice]);
    const row = rows.get(key);
    const count = (row?.count ?? 0) + 1;
    rows.set(key, {
      part,
      what,
      unit,
      unitPrice,
      count,
      resources: row ? `${row.resources.split(" and ")[0]!} and ${count - 1} more` : resource,
      quantity: Big(quantity).plus(row?.quantity ?? 0),
      monthly: Big(monthly).plus(row?.monthly ?? 0),
    });
  }
  return [...rows.values()].sort((one, other) => other.monthly.cmp(one.monthly));
}

const TEXT_COLUMNS = [
  { title: "what" },
  { title: "quantity", isNumber: true },
  { title: "unit" },
  { title: "USD each", isNumber: true },
  { title: "USD a month", isNumber: true },
] as const;

const COLUMNS = [
  { title: "what" },
  { title: "resources" },
  { title: "quantity", isNumber: true },
  { title: "unit" },
  { title: "USD each", isNumber: true },
  { title: "USD a month", isNumber: true },
] as const;

const textCells = ({ what, quantity, unit, unitPrice, monthly }: EstimateRow): string[] => [
  what,
  quantity.toFixed(),
  unit,
  unitPrice,
  dollars(monthly.toFixed()),
];

function cells(row: EstimateRow): string[] {
  const [what, ...others] = textCells(row);
  return [what!, row.resources, ...others];
}

/** The estimate as tables, one for each part, with totals, no wider than a terminal. */
export function renderEstimate(estimate: Estimate, styles: Styles = plain): string {
  // Free quantities are listed in the assumptions.
  const rows = summarize(estimate.lines).filter(({ unitPrice }) => unitPrice !== "0");
  const [head, ...body] = fittedLines(TEXT_COLUMNS, rows.map(textCells), WIDTH - INDENT.length);
  const parts = estimate.parts
    .filter(({ total }) => total !== "0")
    .flatMap(({ part, total }) => [
      "",
      styles.heading(`${part}: USD ${dollars(total)}`),
      ...body.flatMap((lines, index) => (rows[index]!.part === part ? lines : [])).map(indented),
    ]);
  return [
    ...missingLines(estimate.unpriced, styles),
    styles.heading(headline(estimate)),
    "",
    ...head!.map((line) => styles.faint(indented(line))),
    ...parts.slice(1),
    "",
    styles.heading("Assumptions"),
    ...estimate.assumptions.flatMap((text) => wrap(text, WIDTH - 2, INDENT).map(indented)),
    "",
    styles.faint(ageText(estimate)),
  ].join("\n");
}

/** Missing prices for a terminal, and a blank line; empty if all prices are known. */
export function missingLines(unpriced: readonly Unpriced[], styles: Styles): string[] {
  const lines = missingTexts(unpriced).flatMap((text) => wrap(text, WIDTH, INDENT));
  return lines.length === 0 ? [] : [...lines.map(styles.warning), ""];
}

const INDENT = "  ";
const indented = (line: string): string => INDENT + line;

/** The estimate for a pull request. */
export function renderEstimateMarkdown(estimate: Estimate): string {
  const parts = [{ title: "part" }, { title: "USD a month", isNumber: true }];
  return [
    ...markdownMissing(estimate),
    `### ${headline(estimate)}`,
    "",
    ...markdownLines(
      parts,
      estimate.parts.map(({ part, total }) => [part, dollars(total)]),
    ),
    "",
    ...renderDetailsMarkdown(estimate),
  ].join("\n");
}

/** Missing prices come first. */
export function markdownMissing({ unpriced }: Estimate): string[] {
  const [missing, ...more] = missingTexts(unpriced);
  if (missing === undefined) return [];
  return [`> **${missing}**`, ...more.map((text) => `> ${text}`), ""];
}

/** All lines and assumptions of an estimate, folded. */
export const renderDetailsMarkdown = (estimate: Estimate): string[] => [
  "<details><summary>Lines and assumptions</summary>",
  "",
  ...markdownLines(
    [{ title: "part" }, ...COLUMNS],
    summarize(estimate.lines).map((row) => [row.part, ...cells(row)]),
  ),
  "",
  ...estimate.assumptions.map((text) => `- ${text}`),
  "",
  "</details>",
  "",
  `<sub>${ageText(estimate)}</sub>`,
];

const FIELDS = [
  "part",
  "resource",
  "type",
  "what",
  "quantity",
  "unit",
  "unitPrice",
  "monthly",
  "assumption",
] as const;

/** Every line of the estimate, unsummed and unrounded. */
export const renderEstimateCsv = ({ lines }: Estimate): string =>
  csv(
    FIELDS,
    lines.map((line) => FIELDS.map((field) => line[field] ?? "")),
  );
