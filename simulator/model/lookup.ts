import type { AccountView } from "./account-view";
import type { Values } from "./values";

/** A lookup (an invoke, in Pulumi's terms) to answer. */
export interface Call {
  readonly account: AccountView;
  /** Account of the provider instance. @default - the simulated account */
  readonly accountId?: string;
  readonly region: string;
  readonly inputs: Values;
}

export type Lookup = (call: Call) => Values;
