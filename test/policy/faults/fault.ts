import type { PackConfig, Plan, View } from "../plan";

/** One mistake in the baseline, and the messages of its policy. */
export interface Fault {
  readonly title: string;
  readonly policy: string;
  readonly plant: (plan: Plan) => void;
  readonly messages: readonly string[];
  /** Settings besides the baseline's. */
  readonly config?: PackConfig;
  /** Views without a violation, because the relevant values are unknown there. */
  readonly silentWhen?: View;
}
