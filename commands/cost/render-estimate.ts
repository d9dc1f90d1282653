import Big from "big.js";
import type { LineItem } from "../../cost/billing";
import type { Estimate } from "../../cost/estimate";
import { type Styles, plain } from "../shared/output-styles";
import { csv, markdownLines, textLines } from "../shared/table";

/** An amount in USD with two decimals, for people; half a cent is rounded up. */
export const dollars = (amount: string): string => Big(amount).toFixed(2);

/** Prices older than this many days are said to be old. */
const OLD_DAYS = 180;

/** Lines that are the same but for their resource. */
interface EstimateRow {
  readonly part: string;
  readonly what: string;
  readonly resources: string;
  readonly quantity: Big;
  readonly unit: string;
  readonly unitPrice: string;
  readonly monthly: Big;
}

/** Lines of a part that are the same but for their resource, as one; the dearest first. */
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

const COLUMNS = [
  { title: "what" },
  { title: "resources" },
  { title: "quantity", isNumber: true },
  { title: "unit" },
  { title: "USD each", isNumber: true },
  { title: "USD a month", isNumber: true },
] as const;

const cells = ({ what, resources, quantity, unit, unitPrice, monthly }: EstimateRow): string[] => [
  what,
  resources,
  quantity.toFixed(),
  unit,
  unitPrice,
  dollars(monthly.toFixed()),
];

/** Whether the prices are so old that they should be refreshed. */
export const isOld = ({ staleDays }: Estimate): boolean => staleDays > OLD_DAYS;

/** What is to be said about the prices: first their age, then what has none. */
export function warningsOf(estimate: Estimate): string[] {
  const { bookDate, staleDays, unpriced } = estimate;
  const age = `Oldest price: ${bookDate}, ${staleDays} days old`;
  return [
    isOld(estimate) ? `${age}. Refresh the price book: npm run prices` : `${age}.`,
    ...unpriced.map(({ type, count }) => `Not in the total, no price: ${count} x ${type}`),
  ];
}

const titleOf = ({ region, total }: Estimate): string =>
  `USD ${dollars(total)} a month in ${region}`;

/** The estimate as a table with a total for each part. */
export function renderEstimate(estimate: Estimate, styles: Styles = plain): string {
  const rows = summarize(estimate.lines);
  const [head, ...body] = textLines(COLUMNS, rows.map(cells));
  const parts = estimate.parts.flatMap(({ part, total }) => [
    "",
    styles.heading(`${part}: USD ${dollars(total)}`),
    ...body.filter((_, index) => rows[index]!.part === part).map((line) => `  ${line}`),
  ]);
  return [
    styles.heading(titleOf(estimate)),
    "",
    styles.faint(`  ${head}`),
    ...parts.slice(1),
    "",
    ...warningsOf(estimate).map(styles.warning),
    "",
    styles.heading("Assumptions"),
    ...estimate.assumptions.map((text) => `  ${text}`),
  ].join("\n");
}

/** The estimate for a pull request. */
export function renderEstimateMarkdown(estimate: Estimate): string {
  const parts = [{ title: "part" }, { title: "USD a month", isNumber: true }];
  return [
    `### ${titleOf(estimate)}`,
    "",
    ...markdownLines(
      parts,
      estimate.parts.map(({ part, total }) => [part, dollars(total)]),
    ),
    "",
    ...warningsOf(estimate).map((text) => `- ${text}`),
    "",
    ...renderDetailsMarkdown(estimate),
  ].join("\n");
}

/** All lines and assumptions of an estimate, folded. */
export const renderDetailsMarkdown = ({ lines, assumptions }: Estimate): string[] => [
  "<details><summary>Lines and assumptions</summary>",
  "",
  ...markdownLines(
    [{ title: "part" }, ...COLUMNS],
    summarize(lines).map((row) => [row.part, ...cells(row)]),
  ),
  "",
  ...assumptions.map((text) => `- ${text}`),
  "",
  "</details>",
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
