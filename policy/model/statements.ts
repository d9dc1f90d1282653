import type { Resource } from "../../stack/resource";
import { ROLE } from "../../stack/types";
import { given, knownAt, textAt, textsAt } from "../../stack/values";

/** The permissions of an IAM statement. */
interface Allowance {
  /** Patterns of actions, without those of `NotAction`. */
  readonly actions: readonly string[];
  /** Whether it allows an action. A `NotAction` allows all actions that it does not name. */
  readonly allows: (action: string) => boolean;
  /** Patterns of resources; `*` for `NotResource`, which allows all others. */
  readonly resources: readonly string[];
  /** Whether a condition limits its resources or records: see `narrows`. */
  readonly isNarrow: boolean;
  /** The record names that it is limited to, if any. */
  readonly recordNames: readonly string[];
}

const RECORD_NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";

/** The permissions of a resource's policy documents. Ignores unknown or invalid documents. */
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
    .map(readStatement);
}

function readStatement(statement: unknown): Allowance {
  const [actions, others] = ["Action", "NotAction"].map((key) => textsAt(statement, key));
  const has = (patterns: readonly string[] = [], action: string) =>
    patterns.some((pattern) => covers(pattern, action));
  const conditions = conditionsOf(statement);
  return {
    actions: actions!,
    allows: given(statement, "NotAction")
      ? (action) => !has(others, action)
      : (action) => has(actions, action),
    resources: given(statement, "NotResource") ? ["*"] : textsAt(statement, "Resource"),
    isNarrow: conditions.some(narrows),
    recordNames: conditions
      .filter(({ key }) => key === RECORD_NAMES)
      .flatMap(({ values }) => values),
  };
}

interface Condition {
  /** Such as `StringEquals` or `ForAllValues:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

function conditionsOf(statement: unknown): Condition[] {
  return knownAt(statement, "Condition").flatMap((condition) =>
    Object.entries(condition as Record<string, unknown>).flatMap(([operator, keys]) =>
      typeof keys === "object" && keys !== null
        ? Object.entries(keys).map(([key, value]) => ({
            operator,
            key,
            values: [value].flat().map(String),
          }))
        : [],
    ),
  );
}

/** Condition keys that refer to the resource of a call. Others refer to the caller or the connection. */
const ABOUT_RESOURCES =
  /^(aws:ResourceTag\/|(ec2|route53|elasticloadbalancing|autoscaling):(?!Region$|SourceInstanceARN$))/i;

/**
 * Whether a condition limits the resources of a statement. `aws:SecureTransport` or an address of the caller
 * do not, nor does a condition that also holds without the tag (`…IfExists`), or for any value (`*`).
 */
const narrows = ({ operator, key, values }: Condition): boolean =>
  ABOUT_RESOURCES.test(key) && !/IfExists$/i.test(operator) && !values.includes("*");

/** Whether a pattern of actions, such as `ec2:*`, contains an action. */
function covers(pattern: string, action: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\?", "."))
    .join(".*");
  return new RegExp(`^${expression}$`, "i").test(action);
}
