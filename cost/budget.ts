import * as v from "valibot";

/** `holdfast:budget`: what a stack may cost. */
export const budgetSchema = v.strictObject({
  monthlyUsd: v.pipe(
    v.number("must be a number"),
    v.gtValue(0, "must be above 0"),
    v.description("USD that the stack may cost in a month, by list prices and the stated usage."),
  ),
});

/**
 * The budget in USD a month; undefined if none is given.
 *
 * @throws {Error} for anything but a number above 0 under `monthlyUsd`
 */
export function resolveBudget(given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const result = v.safeParse(budgetSchema, given);
  if (result.success) return result.output.monthlyUsd;
  throw new Error(
    `holdfast:budget must be { monthlyUsd: USD above 0 }, got ${JSON.stringify(given)}`,
  );
}
