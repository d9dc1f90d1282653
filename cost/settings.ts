import * as v from "valibot";
import { budgetSchema } from "./budget";
import { usageSchema } from "./usage";

/*
 * The schema of the sections `budget` and `usage`. No resource depends on them: estimates and policies read
 * them, and the program only validates them.
 */

const { monthlyUsd, allowUnpriced } = budgetSchema.entries;

export const budgetSection = v.pipe(
  v.strictObject({ monthlyUsd: v.pipe(monthlyUsd, v.examples([700])), allowUnpriced }),
  v.description(
    "The monthly budget of the stack. A policy refuses a plan that exceeds it, or that cannot be judged because a price is missing. No limit when absent. See docs/cost.md.",
  ),
  v.examples([{ monthlyUsd: 700, allowUnpriced: [] }]),
);

export const usageSection = v.pipe(
  usageSchema,
  v.description(
    "The assumed monthly usage of the stack, for prices that depend on it. Missing values have their defaults. See docs/cost.md.",
  ),
);
