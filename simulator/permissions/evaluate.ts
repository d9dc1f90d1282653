import { type Value, type Values, object, objects, text } from "../model/values";
import type { Permission } from "./permission";

/** A policy document, parsed. */
export type Policy = Readonly<{ Statement: readonly Values[] }>;

/**
 * Whether a policy allows a call: a statement allows it on each of its resources, and none denies it. Throws
 * for condition operators that are not modelled.
 */
export const allows = (policy: Policy, permission: Permission): boolean =>
  permission.resources.every((resource) => {
    const matching = policy.Statement.filter((statement) =>
      matches(statement, permission, resource),
    );
    const effects = matching.map(({ Effect: effect }) => effect);
    return effects.includes("Allow") && !effects.includes("Deny");
  });

/** Whether a statement matches a call on a resource, regardless of its effect. */
export function matches(statement: Values, permission: Permission, resource: string): boolean {
  const { Action: action, Resource: resources, Condition: condition } = statement;
  return (
    each(action).some((pattern) => like(pattern, permission.action, "i")) &&
    each(resources).some((pattern) => like(pattern, resource)) &&
    Object.entries(object(condition)).every(([operator, keys]) =>
      Object.entries(object(keys)).every(([key, values]) =>
        compare(operator, permission.conditions[key], each(values)),
      ),
    )
  );
}

/** A key that is missing in the request matches only negated operators. */
function compare(operator: string, given: string | undefined, values: string[]): boolean {
  const isLike = (pattern: string) => given !== undefined && like(pattern, given);
  switch (operator) {
    case "StringEquals":
      return given !== undefined && values.includes(given);
    case "StringNotEquals":
      return given === undefined || !values.includes(given);
    case "StringLike":
    case "ArnLike":
      return values.some(isLike);
    case "StringNotLike":
    case "ArnNotLike":
      return !values.some(isLike);
    default:
      throw new Error(
        `condition operator ${operator} is not modelled: add it to simulator/permissions/evaluate.ts`,
      );
  }
}

const each = (value: Value): string[] => [value].flat().map(text);

const like = (pattern: string, value: string, flags = ""): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    flags,
  ).test(value);

/** A policy document from its JSON. */
export const parsePolicy = (json: string): Policy => {
  const { Statement: statements } = object(JSON.parse(json) as Value);
  return { Statement: objects([statements].flat()) };
};
