import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import { type Value, type Values, object, objects, text } from "./values";
import { ROLE, ROLE_POLICY } from "./tokens";

const statementsOf = (policy: Value): Values[] =>
  objects([object(JSON.parse(text(policy)) as Value)["Statement"]].flat());

const each = (value: Value): string[] => [value].flat().map(text);

/** The role with an ARN that a service may assume, or undefined. */
export function roleTrusting(
  account: AccountView,
  arn: Value,
  service: string,
): Stored | undefined {
  const role = account.all(ROLE).find(({ outputs }) => outputs["arn"] === arn);
  const trusted = statementsOf(role?.inputs["assumeRolePolicy"] ?? "{}").some(
    ({ Effect: effect, Principal: principal }) =>
      effect === "Allow" && each(object(principal)["Service"]).includes(service),
  );
  return trusted ? role : undefined;
}

/**
 * Whether one of a role's own policies allows an action on a resource, ignoring conditions. The model does
 * not have the content of AWS managed policies, so they allow nothing here.
 */
export function roleAllows(account: AccountView, role: Stored, action: string, resource: string) {
  const matches = (pattern: string, value: string): boolean =>
    new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i").test(
      value,
    );
  return account
    .referring(role.id, ROLE_POLICY)
    .flatMap(({ inputs }) => statementsOf(inputs["policy"]))
    .some(
      (statement) =>
        statement["Effect"] === "Allow" &&
        each(statement["Action"]).some((pattern) => matches(pattern, action)) &&
        each(statement["Resource"]).some((pattern) => matches(pattern, resource)),
    );
}
