import type { Unpriced } from "../../../cost/unpriced";

/** The result of an operation on one stack. */
export interface StackResult {
  /** Resources by operation: create, update, …; without unchanged ones. */
  readonly changes: Readonly<Record<string, number>>;
  /** USD a month, exact, after the operation. Undefined if it is unknown. */
  readonly monthlyUsd?: string | undefined;
  /** Missing prices, which are not in that sum. Absent if all are known. */
  readonly unpriced?: readonly Unpriced[] | undefined;
  /** Its current allow-list: a /32 for each address. */
  readonly allowList: readonly string[];
  /** The program's notices, such as that another update is needed. */
  readonly notices: readonly string[];
  readonly seconds: number;
}

/** The outcome of one stack of a run. */
export interface StackOutcome {
  readonly stack: string;
  readonly wave: number;
  /** `doneBefore`: done by the resumed run. */
  readonly state: "done" | "doneBefore" | "failed" | "notStarted";
  readonly result?: StackResult;
  /** Why it failed. */
  readonly error?: string;
}
