import Big from "big.js";
import type { Budget } from "./budget";
import { type Estimate, type EstimateOptions, estimate } from "./estimate";
import { type Unpriced, notAllowed } from "./unpriced";
import type { Resource } from "../stack/resource";

/** A part of a stack before and after a change; "0" if it is absent. USD a month, exact. */
interface PartChange {
  readonly part: string;
  readonly before: string;
  readonly after: string;
  /** `after` less `before`. */
  readonly change: string;
}

/** A stack's cost compared with its budget. */
export interface BudgetUse {
  /** USD. */
  readonly monthlyUsd: string;
  /** Percentage of the budget in use, with one decimal place; absent while a price is missing. */
  readonly usedPercent?: string;
  /** USD above the budget, by known prices; "0" within it. */
  readonly over: string;
  /** Items without a price that the budget does not allow: the stack cannot be judged. */
  readonly open: readonly Unpriced[];
}

/** The monthly cost of a stack before and after a change. Amounts are exact decimals in USD. */
export interface CostChange {
  /** undefined when nothing was deployed before. */
  readonly before: Estimate | undefined;
  readonly after: Estimate;
  /** By known prices. */
  readonly change: string;
  /** Whether the difference is complete: the same items lack a price before and after. */
  readonly isWhole: boolean;
  /** All parts, ordered by their cost after the change. */
  readonly parts: readonly PartChange[];
  readonly budget?: BudgetUse | undefined;
}

export interface CostChangeOptions extends EstimateOptions {
  /** The deployed resources; empty if none. */
  readonly before: readonly Resource[];
  /** The resources after the change. */
  readonly after: readonly Resource[];
  /** @default - no budget */
  readonly budget?: Budget | undefined;
}

/**
 * Prices a stack before and after a change with the same prices and usage: differences come only from
 * resources.
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
