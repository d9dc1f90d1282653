import type { Estimate } from "../../cost/estimate";
import { wellArchitected } from "../model/frameworks";
import {
  allowingText,
  fetchCommand,
  notAllowed,
  regionsOf,
  unpricedText,
} from "../../cost/unpriced";
import { amount, stackPolicy, texts } from "../model/policy";
import { dollars, price, pricing } from "../model/pricing";

export const awsCostStackRequireBudget = stackPolicy({
  name: "aws-cost-stack-require-budget",
  displayName: "The stack is within its monthly budget",
  what:
    "What the stack costs in a month, by list prices and the stated traffic, is within the budget. " +
    "A stack with something that has no price cannot be judged, unless the budget allows that.",
  why: "A bill is known before it is made, and nobody finds out a month later.",
  remedy:
    "Leave out or shrink what costs most, or raise the budget; fetch the prices that are missing, or allow that.",
  severity: "high",
  framework: wellArchitected("COST02-BP05", "Implement cost controls"),
  settings: {
    ...pricing,
    monthlyUsd: amount("Budget in USD a month; without one, every stack is within it."),
    allowUnpriced: texts([], "What may have no price, by the names in the message."),
  },
  check: (stack, { monthlyUsd, allowUnpriced, ...settings }) => {
    if (monthlyUsd === undefined) return [];
    const { total, lines, unpriced } = price(stack.resources, stack, settings);
    const open = notAllowed(unpriced, allowUnpriced);
    if (Number(total) > monthlyUsd) {
      const message =
        `the stack should cost at most ${dollars(monthlyUsd)} a month, got ` +
        `${unpriced.length > 0 ? "at least " : ""}${dollars(total)}; ` +
        `most of it: ${biggest(lines)}` +
        (unpriced.length > 0 ? `; without what has no price: ${unpricedText(unpriced)}` : "") +
        "; shrink these, or raise monthlyUsd";
      return [{ message }];
    }
    if (open.length === 0) return [];
    const regions = regionsOf(open);
    const fetch = regions.length > 0 ? `fetch prices by ${fetchCommand(regions)}, or ` : "";
    const message =
      `the stack should cost at most ${dollars(monthlyUsd)} a month, but cannot be judged: no price of ` +
      `${unpricedText(open)}; the rest costs ${dollars(total)}; ${fetch}allow it by ${allowingText(open)}`;
    return [{ message }];
  },
});

/** The three lines that cost most; by name where the cost is the same: the order of resources differs from run to run. */
const biggest = (lines: Estimate["lines"]): string =>
  [...lines]
    .sort(
      (one, other) =>
        Number(other.monthly) - Number(one.monthly) || (one.resource < other.resource ? -1 : 1),
    )
    .slice(0, 3)
    .map(({ resource, what, monthly }) => `${resource} (${what}) ${dollars(monthly)}`)
    .join(", ");
