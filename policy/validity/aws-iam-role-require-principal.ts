import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { ROLE } from "../../stack/types";
import { given, knownAt, textAt, textsAt } from "../../stack/values";

const KEYS = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Condition",
]);
const KINDS = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

export const awsIamRoleRequirePrincipal = resourcePolicy({
  name: "aws-iam-role-require-principal",
  displayName: "Roles say who may take them",
  what: "Each statement of a role's trust policy has a principal of a kind that IAM knows, services end in amazonaws.com, and there are no unknown keys.",
  why: "IAM refuses a Principle, or an ec2.amazonaws.co, in the middle of an update.",
  remedy: "Correct the key or the name that the message names.",
  severity: "high",
  framework: VALIDATED,
  types: [ROLE],
  check: ({ name, inputs }) =>
    statementsOf(textAt(inputs, "assumeRolePolicy"))
      .flatMap(mistakesIn)
      .map(
        (got) => `trust policy of role ${name} should say who may take it, got ${got}; correct it`,
      ),
});

/** None of a document that is not known yet, or is no JSON. */
function statementsOf(document: unknown): readonly unknown[] {
  if (typeof document !== "string") return [];
  try {
    return knownAt(JSON.parse(document), "Statement");
  } catch {
    return [];
  }
}

function mistakesIn(statement: unknown): string[] {
  if (typeof statement !== "object" || statement === null) return [];
  const unknown = Object.keys(statement).filter((key) => !KEYS.has(key));
  if (unknown.length > 0) return unknown.map((key) => `the unknown key ${key}`);
  if (!given(statement, "Principal") && !given(statement, "NotPrincipal")) return ["no Principal"];
  return knownAt(statement, "Principal").flatMap((principal) => [
    ...(typeof principal === "object" && principal !== null ? Object.keys(principal) : [])
      .filter((kind) => !KINDS.has(kind))
      .map((kind) => `the unknown kind of principal ${kind}`),
    ...textsAt(principal, "Service")
      .filter((service) => !/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(service))
      .map((service) => `the service ${service}`),
  ]);
}
