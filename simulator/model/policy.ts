import { type Value, isObject, object, text } from "./values";
import type { ValueCheck } from "./type";

/** The kind of policy, which determines whether statements name principals, resources or both. */
type PolicyKind = "trust" | "permissions" | "endpoint";

function checkStatement(statement: Value, kind: PolicyKind): string | undefined {
  if (!isObject(statement)) {
    return "a Statement must be an object";
  }
  const allowed = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];
  allowed.push("Principal", "NotPrincipal");
  const unknown = Object.keys(statement).find((key) => !allowed.includes(key));
  if (unknown) {
    return `Syntax errors in policy: ${unknown} is none of ${allowed.join(", ")}`;
  }
  if (!["Allow", "Deny"].includes(text(statement["Effect"]))) {
    return `Effect must be Allow or Deny, got ${JSON.stringify(statement["Effect"])}`;
  }
  if (!statement["Action"] && !statement["NotAction"]) {
    return "Policy statement must contain actions.";
  }
  const actions = [statement["Action"], statement["NotAction"]].flat().filter(Boolean);
  if (!actions.every((action) => /^(\*|[a-z0-9-]+:\S+)$/i.test(text(action)))) {
    return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  }
  const principals = statement["Principal"] ?? statement["NotPrincipal"];
  const resources = statement["Resource"] ?? statement["NotResource"];
  if (kind === "permissions" ? principals : !principals) {
    return kind === "permissions"
      ? "Policy document should not specify a principal."
      : "Missing required field Principal";
  }
  if (kind === "trust" ? resources : !resources) {
    return kind === "trust"
      ? "Has prohibited field Resource"
      : "Policy statement must contain resources.";
  }
  return checkPrincipal(principals);
}

const principalKinds = ["AWS", "Service", "Federated", "CanonicalUser"];

/** The principals of a statement: everyone, or names by kind. */
function checkPrincipal(principal: Value): string | undefined {
  if (principal === undefined || principal === "*") {
    return undefined;
  }
  const kinds = Object.entries(object(principal));
  const unknown = kinds.find(([kind]) => !principalKinds.includes(kind));
  if (unknown ?? kinds.length === 0) {
    return `Invalid principal in policy: ${JSON.stringify(principal)}: expected "*" or ${principalKinds.join(", ")}`;
  }
  const services = [object(principal)["Service"] ?? []].flat();
  const wrong = services.find(
    (service) => !/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text(service)),
  );
  return wrong === undefined
    ? undefined
    : `Invalid principal in policy: "SERVICE":${JSON.stringify(wrong)}`;
}

/** A policy document as IAM accepts it. */
export const policyDocument =
  (kind: PolicyKind): ValueCheck =>
  (value) => {
    let policy: Value;
    try {
      policy = JSON.parse(text(value)) as Value;
    } catch {
      return "MalformedPolicyDocument: Syntax errors in policy.";
    }
    const { Statement: statements, ...rest } = object(policy);
    const unknown = Object.keys(rest).find((key) => !["Version", "Id"].includes(key));
    const version = rest["Version"] ?? "2012-10-17";
    if (unknown || !statements || !["2012-10-17", "2008-10-17"].includes(text(version))) {
      const wrong = unknown ?? (statements ? "Version" : "Statement");
      return `MalformedPolicyDocument: Syntax errors in policy: ${wrong}`;
    }
    const all = Array.isArray(statements) ? statements : [statements];
    const problem = all.map((one) => checkStatement(one, kind)).find(Boolean);
    return problem && `MalformedPolicyDocument: ${problem}`;
  };
