import type { Unpriced } from "../../../cost/unpriced";

/** What an operation on one stack came to. */
export interface StackResult {
  /** Resources by what was done to them, or would be: create, update, …; those that stay are left out. */
  readonly changes: Readonly<Record<string, number>>;
  /** USD a month, exact: of what there is then, or would be. Undefined when it cannot be told. */
  readonly monthlyUsd?: string | undefined;
  /** What has no price, and is not in that sum. Absent if everything has one. */
  readonly unpriced?: readonly Unpriced[] | undefined;
  /** Its allow-list as it is now: a /32 for each address. */
  readonly allowList: readonly string[];
  /** What the program wants people to know, such as that another update is needed. */
  readonly notices: readonly string[];
  readonly seconds: number;
}

/** What became of one stack of a run. */
export interface StackOutcome {
  readonly stack: string;
  readonly wave: number;
  /** `doneBefore`: by the run that is resumed. */
  readonly state: "done" | "doneBefore" | "failed" | "notStarted";
  readonly result?: StackResult;
  /** Why it failed. */
  readonly error?: string;
}
