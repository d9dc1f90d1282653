import Big from "big.js";
import type { Budget } from "./budget";
import { type Estimate, type EstimateOptions, estimate } from "./estimate";
import { type Unpriced, notAllowed } from "./unpriced";
import type { Resource } from "../stack/resource";

/** A part of a stack before and after a change; "0" where there is none of it. USD a month, exact. */
interface PartChange {
  readonly part: string;
  readonly before: string;
  readonly after: string;
  /** `after` less `before`. */
  readonly change: string;
}

/** How a stack stands to its budget. */
export interface BudgetUse {
  /** USD. */
  readonly monthlyUsd: string;
  /** How much of the budget the stack uses, with one decimal place; absent while a price is missing. */
  readonly usedPercent?: string;
  /** USD above the budget, by what has a price; "0" within it. */
  readonly over: string;
  /** What has no price, and the budget does not allow that: the stack cannot be judged. */
  readonly open: readonly Unpriced[];
}

/** What a stack costs a month before and after a change. Amounts are exact decimals in USD. */
export interface CostChange {
  /** undefined when nothing was deployed before. */
  readonly before: Estimate | undefined;
  readonly after: Estimate;
  /** Of what has a price. */
  readonly change: string;
  /** Whether that is all: the same has no price before and after. */
  readonly isWhole: boolean;
  /** All parts, in the order of what they cost after the change. */
  readonly parts: readonly PartChange[];
  readonly budget?: BudgetUse | undefined;
}

export interface CostChangeOptions extends EstimateOptions {
  /** What is deployed; empty for nothing. */
  readonly before: readonly Resource[];
  /** What there is, or will be, after the change. */
  readonly after: readonly Resource[];
  /** @default - no budget */
  readonly budget?: Budget | undefined;
}

/**
 * Prices a stack before and after a change, both with the same prices and the same usage: what differs
 * is due to resources alone.
 *
 * @throws {Error} if the usage is not valid
 */
export function costChange({
  before: deployed,
  after: planned,
  budget,
  ...options
}: CostChangeOptions): CostChange {
  const before = deployed.length > 0 ? estimate(deployed, options) : undefined;
  const after = estimate(planned, options);
  return {
    before,
    after,
    change: Big(after.total)
      .minus(before?.total ?? 0)
      .toFixed(),
    isWhole: JSON.stringify(before?.unpriced ?? []) === JSON.stringify(after.unpriced),
    parts: partChanges(before?.parts ?? [], after.parts),
    budget: budget && budgetUse(after, budget),
  };
}

function partChanges(before: Estimate["parts"], after: Estimate["parts"]): PartChange[] {
  const costs = (parts: Estimate["parts"]) =>
    new Map(parts.map(({ part, total }) => [part, total]));
  const [old, now] = [costs(before), costs(after)];
  return [...new Set([...now.keys(), ...old.keys()])].map((part) => {
    const [from, to] = [old.get(part) ?? "0", now.get(part) ?? "0"];
    return { part, before: from, after: to, change: Big(to).minus(from).toFixed() };
  });
}

function budgetUse(
  { total, unpriced }: Estimate,
  { monthlyUsd, allowUnpriced }: Budget,
): BudgetUse {
  const over = Big(total).minus(monthlyUsd);
  return {
    monthlyUsd: Big(monthlyUsd).toFixed(),
    ...(unpriced.length > 0
      ? {}
      : { usedPercent: Big(total).times(100).div(monthlyUsd).toFixed(1) }),
    over: over.gt(0) ? over.toFixed() : "0",
    open: notAllowed(unpriced, allowUnpriced),
  };
}
