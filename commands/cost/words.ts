import Big from "big.js";
import type { Estimate } from "../../cost/estimate";
import { type Unpriced, fetchCommand, regionsOf, unpricedText } from "../../cost/unpriced";

/** An amount in USD with two decimals, for people; half a cent is rounded up. */
export const dollars = (amount: string): string => Big(amount).toFixed(2);

/** What a sum is when something has no price: all that is known of it. */
export const atLeast = (unpriced: readonly unknown[]): string =>
  unpriced.length > 0 ? "at least " : "";

/** What a stack costs, in a few words. */
export const headline = ({ region, total, unpriced }: Estimate): string =>
  `${atLeast(unpriced).replace("a", "A")}USD ${dollars(total)} a month in ${region}`;

/** How many names a list has for people: JSON has all of them. */
const SHOWN = 8;

/** What has no price, and the command that fetches prices; nothing if everything has one. */
export function missingTexts(unpriced: readonly Unpriced[]): string[] {
  if (unpriced.length === 0) return [];
  const regions = regionsOf(unpriced);
  return [
    `Not in the sum, no price: ${unpricedText(unpriced, SHOWN)}`,
    ...(regions.length === 0 ? [] : [`To fetch prices: ${fetchCommand(regions)}`]),
  ];
}

/** How old the oldest price is, with the command that fetches newer ones: on one line of a terminal. */
export const ageText = ({ staleDays, refresh }: Pick<Estimate, "staleDays" | "refresh">): string =>
  `Oldest price: ${staleDays} days; to refresh: ${refresh}`;
