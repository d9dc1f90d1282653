import * as v from "valibot";
import { budgetSchema } from "./budget";
import { usageSchema } from "./usage";

/*
 * The shape of the sections `budget` and `usage`. Nothing that is created depends on them: estimates
 * and policies read them, and the program only says what is wrong with them.
 */

const { monthlyUsd, allowUnpriced } = budgetSchema.entries;

export const budgetSection = v.pipe(
  v.strictObject({ monthlyUsd: v.pipe(monthlyUsd, v.examples([700])), allowUnpriced }),
  v.description(
    "What the stack may cost. A policy refuses a plan that is over it, or that cannot be judged because a price is missing. No limit when absent. See docs/cost.md.",
  ),
  v.examples([{ monthlyUsd: 700, allowUnpriced: [] }]),
);

export const usageSection = v.pipe(
  usageSchema,
  v.description(
    "What the stack is assumed to carry in a month, for the prices that depend on it. What is left out has its default. See docs/cost.md.",
  ),
);
