import type { AccountView } from "./account-view";
import type { Values } from "./values";

/** A lookup (an invoke, in Pulumi's words) that wants its answer. */
export interface Call {
  readonly account: AccountView;
  /** Of the provider instance. @default - the account's own */
  readonly accountId?: string;
  readonly region: string;
  readonly inputs: Values;
}

export type Lookup = (call: Call) => Values;
