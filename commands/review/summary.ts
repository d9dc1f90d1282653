import Big from "big.js";
import { ageText, atLeast, dollars } from "../cost/words";
import type { Column } from "../shared/table";
import type { ChangeKind, ResourceChange, StackReview } from "./stack-review";
import { isFailed, objectionsTo } from "./verdict";

export const SUMMARY_COLUMNS: readonly Column[] = [
  { title: "stack" },
  { title: "verdict" },
  { title: "addresses" },
  { title: "resources" },
  { title: "policies" },
  { title: "USD a month", isNumber: true },
  { title: "change", isNumber: true },
];

const DONE: Readonly<Record<ChangeKind, string>> = {
  replace: "replaced",
  delete: "deleted",
  create: "created",
  update: "updated",
  import: "imported",
  other: "otherwise changed",
};

/** A stack as one row of a table. */
export function summaryRow(review: StackReview): string[] {
  const none = ["", "", "", "", ""];
  if (review.kind === "unchanged") return [review.stack, "nothing changed", ...none];
  if (review.kind === "removed") return [review.stack, "configuration removed", ...none];
  if (review.kind === "failed") return [review.stack, "FAILED", ...none];
  const { cost } = review;
  return [
    review.stack,
    verdictOn(review),
    addressesIn(review),
    resourcesIn(review.changes),
    policiesIn(review),
    cost ? atLeast(cost.after.unpriced) + dollars(cost.after.total) : "",
    cost ? (cost.isWhole ? changeOf(cost.change) : "not known") : "",
  ];
}

type Previewed = Extract<StackReview, { kind: "previewed" }>;

function verdictOn(review: Previewed): string {
  if (objectionsTo(review).length > 0) return "OBJECTION";
  if (isFailed(review)) return "FAILED";
  if (review.isNew) return "new stack";
  return review.changes.length === 0 ? "no resource changes" : "no objection";
}

function addressesIn({ addresses }: Previewed): string {
  const { lost, released, added, moved, kept } = addresses;
  return listed([
    [lost.length, "LOST"],
    [released.length, "released"],
    [added.length, "new"],
    [moved.length, "moved"],
    [kept.length, "kept"],
  ]);
}

/** The number of resources for each kind of change. */
export function resourcesIn(changes: readonly ResourceChange[]): string {
  const kinds = Object.keys(DONE) as ChangeKind[];
  return listed(
    kinds.map((kind) => [changes.filter((change) => change.kind === kind).length, DONE[kind]]),
  );
}

function policiesIn({ violations }: Previewed): string {
  const at = (level: string): number => violations.filter((one) => one.level === level).length;
  return listed([
    [at("mandatory"), "MANDATORY"],
    [at("advisory"), "advisory"],
  ]);
}

const listed = (counts: readonly (readonly [number, string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(", ") || "none";

const changeOf = (amount: string): string => {
  const rounded = Big(amount).round(2);
  if (rounded.eq(0)) return "none";
  return `${rounded.lt(0) ? "-" : "+"}${rounded.abs().toFixed(2)}`;
};

/** The conclusion of a review. */
export function conclusionOf(stacks: readonly StackReview[]): string {
  const objected = stacks.filter((stack) => objectionsTo(stack).length > 0);
  const failed = stacks.filter(isFailed);
  const name = (some: readonly StackReview[]): string => some.map(({ stack }) => stack).join(", ");
  if (objected.length > 0) return `objection to ${name(objected)}`;
  if (failed.length > 0) return `no review of ${name(failed)}`;
  return stacks.every(({ kind }) => kind === "unchanged") ? "nothing changed" : "no objection";
}

/** The age of the oldest price of all stacks: one line, or none without costs. */
export function ageOfPrices(stacks: readonly StackReview[]): string[] {
  const [oldest] = stacks
    .flatMap((stack) => (stack.kind === "previewed" && stack.cost ? stack.cost.after : []))
    .sort((one, other) => other.staleDays - one.staleDays);
  return oldest ? [ageText(oldest)] : [];
}
