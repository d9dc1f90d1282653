import { wellArchitected } from "../model/frameworks";
import { amount, stackPolicy } from "../model/policy";
import { dollars, price, pricing } from "../model/pricing";

export const awsCostStackRequireBudget = stackPolicy({
  name: "aws-cost-stack-require-budget",
  displayName: "The stack is within its monthly budget",
  what: "What the stack costs in a month, by list prices and the stated traffic, is within the budget.",
  why: "A bill is known before it is made, and nobody finds out a month later.",
  remedy: "Leave out or shrink what costs most, or raise the budget.",
  severity: "high",
  framework: wellArchitected("COST02-BP05", "Implement cost controls"),
  settings: {
    ...pricing,
    monthlyUsd: amount("Budget in USD a month; without one, every stack is within it."),
  },
  check: (stack, { monthlyUsd, ...settings }) => {
    if (monthlyUsd === undefined) return [];
    const { total, lines, unpriced } = price(stack.resources, stack, settings);
    if (Number(total) <= monthlyUsd) return [];
    const biggest = [...lines]
      // By name where the cost is the same: the order of resources differs from run to run.
      .sort(
        (one, other) =>
          Number(other.monthly) - Number(one.monthly) || (one.resource < other.resource ? -1 : 1),
      )
      .slice(0, 3)
      .map(({ resource, what, monthly }) => `${resource} (${what}) ${dollars(monthly)}`);
    const open = unpriced.map(({ type, count }) => `${count} ${type}`);
    const message =
      `the stack should cost at most ${dollars(monthlyUsd)} a month, got ${dollars(total)}; ` +
      `most of it: ${biggest.join(", ")}` +
      (open.length > 0 ? `; not priced: ${open.join(", ")}` : "") +
      "; shrink these, or raise monthlyUsd";
    return [{ message }];
  },
});
