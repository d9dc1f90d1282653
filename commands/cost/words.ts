import Big from "big.js";
import type { Estimate } from "../../cost/estimate";
import { type Unpriced, fetchCommand, regionsOf, unpricedText } from "../../cost/unpriced";

/** An amount in USD with two decimals; half a cent is rounded up. */
export const dollars = (amount: string): string => Big(amount).toFixed(2);

/** The prefix of a sum in which a price is missing. */
export const atLeast = (unpriced: readonly unknown[]): string =>
  unpriced.length > 0 ? "at least " : "";

/** The cost of a stack, in a few words. */
export const headline = ({ region, total, unpriced }: Estimate): string =>
  `${atLeast(unpriced).replace("a", "A")}USD ${dollars(total)} a month in ${region}`;

/** How many names a printed list shows. JSON lists all of them. */
const SHOWN = 8;

/** Missing prices and the command that fetches them; empty if all prices are known. */
export function missingTexts(unpriced: readonly Unpriced[]): string[] {
  if (unpriced.length === 0) return [];
  const regions = regionsOf(unpriced);
  return [
    `Not in the sum, no price: ${unpricedText(unpriced, SHOWN)}`,
    ...(regions.length === 0 ? [] : [`To fetch prices: ${fetchCommand(regions)}`]),
  ];
}

/** The age of the oldest price with the command that fetches newer ones, in one line. */
export const ageText = ({ staleDays, refresh }: Pick<Estimate, "staleDays" | "refresh">): string =>
  `Oldest price: ${staleDays} days; to refresh: ${refresh}`;
