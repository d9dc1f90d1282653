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
    "The monthly cost of the stack, by list prices and the stated traffic, is within the budget. " +
    "A stack with a resource without a price cannot be judged, unless the budget allows it.",
  why: "The cost is known before the deployment, not a month later.",
  remedy:
    "Remove or shrink the most expensive resources, or raise the budget. Fetch missing prices, or allow them.",
  severity: "high",
  framework: wellArchitected("COST02-BP05", "Implement cost controls"),
  settings: {
    ...pricing,
    monthlyUsd: amount("Budget in USD a month; without one, every stack passes."),
    allowUnpriced: texts([], "Items that may lack a price, by the names in the message."),
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
        (unpriced.length > 0 ? `; without a price: ${unpricedText(unpriced)}` : "") +
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

/**
 * The three most expensive lines; for equal costs by name, because the order of resources differs between
 * runs.
 */
const biggest = (lines: Estimate["lines"]): string =>
  [...lines]
    .sort(
      (one, other) =>
        Number(other.monthly) - Number(one.monthly) || (one.resource < other.resource ? -1 : 1),
    )
    .slice(0, 3)
    .map(({ resource, what, monthly }) => `${resource} (${what}) ${dollars(monthly)}`)
    .join(", ");
