import type { Review, StackReview } from "./stack-review";

/** Exit codes of a review. */
export const EXIT = {
  /** Nothing needs approval first. */
  noObjection: 0,
  /** A stack could not be reviewed, or the arguments are wrong. */
  failed: 1,
  /** An address would be released without `allowRelease`, or a mandatory policy is violated. */
  objection: 2,
} as const;

/** The objections to a change of a stack, one line each, addresses first. */
export function objectionsTo(review: StackReview): string[] {
  if (review.kind !== "previewed") return [];
  const { addresses, violations } = review;
  return [
    ...addresses.lost.map(({ key }) => `address ${key} would be lost`),
    ...violations
      .filter(({ level }) => level === "mandatory")
      .map(({ policy, message }) => `${policy}: ${message}`),
  ];
}

/** Whether an update of the stack would fail for reasons other than objections. */
export const isFailed = (review: StackReview): boolean =>
  review.kind === "failed" ||
  (review.kind === "previewed" && review.errors.length > 0 && objectionsTo(review).length === 0);

/** The exit code of a review: objections take precedence over failures. */
export function exitCodeOf({ stacks }: Review): number {
  if (stacks.some((stack) => objectionsTo(stack).length > 0)) return EXIT.objection;
  return stacks.some(isFailed) ? EXIT.failed : EXIT.noObjection;
}
