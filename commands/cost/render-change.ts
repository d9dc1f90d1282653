import Big from "big.js";
import type { BudgetUse, CostChange } from "../../cost/change";
import type { Estimate } from "../../cost/estimate";
import { allowingText } from "../../cost/unpriced";
import { type Styles, plain } from "../shared/output-styles";
import { markdownMissing, renderDetailsMarkdown, summarize } from "./render-estimate";
import { markdownLines } from "../shared/table";
import { ageText, atLeast, dollars, headline, missingTexts } from "./words";

/** How many of the most expensive lines are named when a stack is over its budget. */
const DEAREST = 3;

/** A change in USD with its sign and two decimals. */
const signed = (amount: string): string => {
  const rounded = Big(amount).round(2);
  return `${rounded.lt(0) ? "-" : "+"}${rounded.abs().toFixed(2)}`;
};

/** Whether an amount is at least half a cent. */
const isSeen = (amount: string): boolean => !Big(amount).round(2).eq(0);

/** The change in words: first deployment, no change, or the difference. */
function changeIn({ before, after, change, isWhole }: CostChange): string {
  if (!before) return "nothing was deployed before";
  const scope = isWhole ? "" : ", of what has a price";
  if (!isSeen(change)) return `no change from the deployed stack${scope}`;
  const isKnown = before.unpriced.length + after.unpriced.length === 0;
  const share =
    isKnown && Big(before.total).gt(0)
      ? `, ${Big(change).gt(0) ? "+" : ""}${Big(change).times(100).div(before.total).toFixed(1)} %`
      : "";
  return `${signed(change)} from the deployed stack${share}${scope}`;
}

const movedParts = ({ before, parts }: CostChange) =>
  before ? parts.filter(({ change }) => isSeen(change)) : [];

/** The most expensive lines, as text. */
const dearest = (estimate: Estimate): string =>
  summarize(estimate.lines)
    .filter(({ monthly }) => monthly.gt(0))
    .slice(0, DEAREST)
    .map(({ part, what, monthly }) => `${part} ${what} ${dollars(monthly.toFixed())}`)
    .join(", ");

const isOver = ({ over }: BudgetUse): boolean => over !== "0";

/** Whether someone must look at the budget: the stack is over it, or cannot be judged. */
const isLoud = (budget: BudgetUse): boolean => isOver(budget) || budget.open.length > 0;

function budgetIn({ monthlyUsd, usedPercent, over, open }: BudgetUse, after: Estimate): string {
  const budget = `the budget of USD ${dollars(monthlyUsd)}`;
  if (over !== "0") {
    const used = usedPercent === undefined ? budget : `${usedPercent} % of ${budget}`;
    const by = `${atLeast(after.unpriced)}${dollars(over)} over`;
    return `${used}, ${by}; most of it: ${dearest(after)}`;
  }
  if (open.length > 0) {
    return `${budget} cannot be judged; to leave these out of the sum: ${allowingText(open)}`;
  }
  return usedPercent === undefined
    ? `within ${budget}, without what it allows to have no price`
    : `${usedPercent} % of ${budget}`;
}

/** One statement about a cost. */
interface CostFact {
  readonly text: string;
  /** Whether someone must look at it. */
  readonly isLoud: boolean;
}

/**
 * Missing prices, cost, change from the deployed stack, and budget: one to five statements. Names the parts
 * whose cost changes.
 */
export function costFacts(cost: CostChange): CostFact[] {
  const { after, budget } = cost;
  const moved = movedParts(cost).map(({ part, change }) => `${part} ${signed(change)}`);
  const quiet = (text: string): CostFact => ({ text, isLoud: false });
  return [
    ...missingTexts(after.unpriced).map((text) => ({ text, isLoud: true })),
    quiet(`${headline(after)}, by list prices; ${changeIn(cost)}`),
    ...(moved.length > 0 ? [quiet(moved.join(", "))] : []),
    ...(budget ? [{ text: budgetIn(budget, after), isLoud: isLoud(budget) }] : []),
  ];
}

/** The same for a terminal, with a heading. */
export const renderCost = (cost: CostChange, styles: Styles = plain): string =>
  [
    styles.heading("Cost"),
    ...costFacts(cost).map(({ text, isLoud: loud }) =>
      (loud ? styles.warning : plain.heading)(`  ${text}`),
    ),
  ].join("\n");

/** The same, with the age of the prices. */
export const renderCostSummary = (cost: CostChange, styles: Styles = plain): string =>
  `${renderCost(cost, styles)}\n${styles.faint(`  ${ageText(cost.after)}`)}`;

const COLUMNS = [
  { title: "part" },
  { title: "before", isNumber: true },
  { title: "after", isNumber: true },
  { title: "change", isNumber: true },
] as const;

/** The change for a pull request: missing prices, parts before and after, and budget. The rest is folded. */
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
    ...markdownMissing(after),
    `### ${headline(after)}: ${changeIn(cost)}`,
    "",
    ...markdownLines(COLUMNS, rows),
    "",
    ...(budget
      ? [`- ${isOver(budget) ? "**Over budget:** " : ""}${budgetIn(budget, after)}`, ""]
      : []),
    ...renderDetailsMarkdown(after),
  ].join("\n");
}
