import type { Review, StackReview } from "./stack-review";

/** Exit codes of a review. */
export const EXIT = {
  /** There is nothing that a person would have to agree to first. */
  noObjection: 0,
  /** A stack could not be reviewed, or the command was called wrongly. */
  failed: 1,
  /** An address would be lost without leave, or a mandatory policy is violated. */
  objection: 2,
} as const;

/** What speaks against a change of a stack, addresses first: each as one line. */
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

/** Whether a stack cannot be updated for other reasons than objections. */
export const isFailed = (review: StackReview): boolean =>
  review.kind === "failed" ||
  (review.kind === "previewed" && review.errors.length > 0 && objectionsTo(review).length === 0);

/** The exit code of a review: an objection is one, whatever else failed. */
export function exitCodeOf({ stacks }: Review): number {
  if (stacks.some((stack) => objectionsTo(stack).length > 0)) return EXIT.objection;
  return stacks.some(isFailed) ? EXIT.failed : EXIT.noObjection;
}
