import * as v from "valibot";

/** `holdfast:budget`: what a stack may cost. */
export const budgetSchema = v.strictObject({
  monthlyUsd: v.pipe(
    v.number("must be a number"),
    v.gtValue(0, "must be above 0"),
    v.description("USD that the stack may cost in a month, by list prices and the stated usage."),
  ),
  allowUnpriced: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        "What may be left out of the sum because it has no price, by the names in the message. A plan with anything else that has no price cannot be judged, and is refused.",
      ),
      v.examples([["c7g.4xlarge"]]),
    ),
    [],
  ),
});

/** What a stack may cost, and what may be missing in the sum. */
export type Budget = Readonly<v.InferOutput<typeof budgetSchema>>;

/**
 * The budget; undefined if none is given.
 *
 * @throws {Error} for anything but a number above 0 under `monthlyUsd`, and a list of names under `allowUnpriced`
 */
export function resolveBudget(given: unknown): Budget | undefined {
  if (given === undefined) return undefined;
  const result = v.safeParse(budgetSchema, given);
  if (result.success) return result.output;
  throw new Error(
    "holdfast:budget must be { monthlyUsd: USD above 0, allowUnpriced: [names], if any }, " +
      `got ${JSON.stringify(given)}`,
  );
}
