import type { Resource } from "../../stack/resource";
import { ROLE } from "../../stack/types";
import { knownAt, textAt } from "../../stack/values";

/** What an IAM statement allows. */
interface Allowance {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly isConditional: boolean;
  /** The names of records that it is limited to, if it is. */
  readonly recordNames: readonly string[];
}

const RECORD_NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";

/** What the policy documents of a resource allow. Documents that are not known yet, or are no JSON, say nothing. */
export function allowancesOf({ type, inputs }: Resource): Allowance[] {
  const documents =
    type === ROLE
      ? knownAt(inputs, "inlinePolicies").map((policy) => textAt(policy, "policy"))
      : [textAt(inputs, "policy")];
  return documents.flatMap((text) => (typeof text === "string" ? readDocument(text) : []));
}

function readDocument(text: string): Allowance[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [];
  }
  return knownAt(document, "Statement")
    .filter((statement) => textAt(statement, "Effect") === "Allow")
    .map((statement) => ({
      actions: strings(knownAt(statement, "Action")),
      resources: strings(knownAt(statement, "Resource")),
      isConditional: knownAt(statement, "Condition").length > 0,
      recordNames: knownAt(statement, "Condition")
        .flatMap((condition) => Object.values(condition as Record<string, unknown>))
        .flatMap((keys) => strings(knownAt(keys, RECORD_NAMES))),
    }));
}

const strings = (items: readonly unknown[]): string[] =>
  items.filter((item) => typeof item === "string");

/** Whether a pattern of actions, such as `ec2:*`, contains an action. */
export function covers(pattern: string, action: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\?", "."))
    .join(".*");
  return new RegExp(`^${expression}$`, "i").test(action);
}
