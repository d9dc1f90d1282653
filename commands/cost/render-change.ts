import Big from "big.js";
import type { BudgetUse, CostChange } from "../../cost/change";
import type { Estimate } from "../../cost/estimate";
import { type Styles, plain } from "../shared/output-styles";
import { dollars, isOld, renderDetailsMarkdown, summarize, warningsOf } from "./render-estimate";
import { markdownLines } from "../shared/table";

/** How many of the dearest things are named when a stack is over its budget. */
const DEAREST = 3;

/** A change in USD with its sign and two decimals, for people. */
const signed = (amount: string): string => {
  const rounded = Big(amount).round(2);
  return `${rounded.lt(0) ? "-" : "+"}${rounded.abs().toFixed(2)}`;
};

/** Whether an amount is at least half a cent. */
const isSeen = (amount: string): boolean => !Big(amount).round(2).eq(0);

/** The change in words: the first deployment, none, or by how much. */
function changeIn({ before, change }: CostChange): string {
  if (!before) return "nothing was deployed before";
  if (!isSeen(change)) return "no change against what is deployed";
  const share = Big(before.total).gt(0)
    ? `, ${Big(change).gt(0) ? "+" : ""}${Big(change).times(100).div(before.total).toFixed(1)} %`
    : "";
  return `${signed(change)} against what is deployed${share}`;
}

const movedParts = ({ before, parts }: CostChange) =>
  before ? parts.filter(({ change }) => isSeen(change)) : [];

/** The lines that cost most, as text. */
const dearest = (estimate: Estimate): string =>
  summarize(estimate.lines)
    .filter(({ monthly }) => monthly.gt(0))
    .slice(0, DEAREST)
    .map(({ part, what, monthly }) => `${part} ${what} ${dollars(monthly.toFixed())}`)
    .join(", ");

const isOver = ({ over }: BudgetUse): boolean => over !== "0";

function budgetIn(budget: BudgetUse, after: Estimate): string {
  const { monthlyUsd, usedPercent, over } = budget;
  const used = `${usedPercent} % of the budget of USD ${dollars(monthlyUsd)}`;
  return isOver(budget) ? `${used}, ${dollars(over)} over; most of it: ${dearest(after)}` : used;
}

/**
 * Cost, change against what is deployed, budget, what has no price and the age of prices. Three to
 * six lines; parts are named where they cost more or less than before.
 */
export function renderCostSummary(cost: CostChange, styles: Styles = plain): string {
  const { after, budget } = cost;
  const moved = movedParts(cost).map(({ part, change }) => `${part} ${signed(change)}`);
  const [age] = warningsOf(after);
  const unpriced = after.unpriced.map(({ type, count }) => `${count} x ${type}`).join(", ");
  return [
    styles.heading("Cost"),
    `  USD ${dollars(after.total)} a month in ${after.region}, by list prices; ${changeIn(cost)}`,
    ...(moved.length > 0 ? [`  ${moved.join(", ")}`] : []),
    ...(budget
      ? [(isOver(budget) ? styles.warning : plain.heading)(`  ${budgetIn(budget, after)}`)]
      : []),
    ...(unpriced === "" ? [] : [styles.warning(`  Not in the total, no price: ${unpriced}`)]),
    (isOld(after) ? styles.warning : styles.faint)(`  ${age}`),
  ].join("\n");
}

const COLUMNS = [
  { title: "part" },
  { title: "before", isNumber: true },
  { title: "after", isNumber: true },
  { title: "change", isNumber: true },
] as const;

/** The change for a pull request: parts before and after, budget and warnings; the lines and assumptions folded. */
export function renderCostChangeMarkdown(cost: CostChange): string {
  const { before, after, change, parts, budget } = cost;
  const total = { part: "**total**", before: before?.total ?? "0", after: after.total, change };
  const rows = [...parts, total].map((row) => [
    row.part,
    dollars(row.before),
    dollars(row.after),
    isSeen(row.change) ? signed(row.change) : "",
  ]);
  return [
    `### USD ${dollars(after.total)} a month in ${after.region}: ${changeIn(cost)}`,
    "",
    ...markdownLines(COLUMNS, rows),
    "",
    ...(budget ? [`- ${isOver(budget) ? "**Over budget:** " : ""}${budgetIn(budget, after)}`] : []),
    ...warningsOf(after).map((text) => `- ${text}`),
    "",
    ...renderDetailsMarkdown(after),
  ].join("\n");
}
