import type { PackConfig, Plan, View } from "../plan";

/** One mistake in the baseline, and what the one policy that is meant for it says. */
export interface Fault {
  readonly title: string;
  readonly policy: string;
  readonly plant: (plan: Plan) => void;
  readonly messages: readonly string[];
  /** Settings besides the baseline's. */
  readonly config?: PackConfig;
  /** Views in which nothing can be said: what matters is not known there. */
  readonly silentWhen?: View;
}
