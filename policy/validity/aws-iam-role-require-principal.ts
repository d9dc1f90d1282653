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
  displayName: "Roles state who may assume them",
  what: "Each statement of a role's trust policy has a valid kind of principal, services end in amazonaws.com, and there are no unknown keys.",
  why: "IAM rejects a key such as Principle, or a service such as ec2.amazonaws.co, in the middle of an update.",
  remedy: "Correct the key or the name that the message names.",
  severity: "high",
  framework: VALIDATED,
  types: [ROLE],
  check: ({ name, inputs }) =>
    statementsOf(textAt(inputs, "assumeRolePolicy"))
      .flatMap(mistakesIn)
      .map(
        (got) =>
          `trust policy of role ${name} should state who may assume it, got ${got}; correct it`,
      ),
});

/** Empty for an unknown or invalid document. */
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
