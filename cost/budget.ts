import * as v from "valibot";

/** `holdfast:budget`: the maximum cost of a stack. */
export const budgetSchema = v.strictObject({
  monthlyUsd: v.pipe(
    v.number("must be a number"),
    v.gtValue(0, "must be above 0"),
    v.description(
      "The maximum monthly cost of the stack in USD, by list prices and the stated usage.",
    ),
  ),
  allowUnpriced: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        "Items without a price that may be left out of the sum, by the names in the message. A plan with any other item without a price cannot be judged, and is refused.",
      ),
      v.examples([["c7g.4xlarge"]]),
    ),
    [],
  ),
});

/** The maximum cost of a stack, and the items that may be missing in the sum. */
export type Budget = Readonly<v.InferOutput<typeof budgetSchema>>;

/**
 * The budget; undefined if none is given.
 *
 * @throws {Error} unless `monthlyUsd` is a number above 0 and `allowUnpriced` a list of names
 */
export function resolveBudget(given: unknown): Budget | undefined {
  if (given === undefined) return undefined;
  const result = v.safeParse(budgetSchema, given);
  if (result.success) return result.output;
  throw new Error(
    "holdfast:budget must be { monthlyUsd: USD above 0, allowUnpriced: [names] (optional) }, " +
      `got ${JSON.stringify(given)}`,
  );
}
