import type { EnforcementLevel, Severity } from "@pulumi/policy";
import * as rpc from "@pulumi/pulumi/proto/analyzer_pb";

const LEVELS = {
  advisory: rpc.EnforcementLevel.ADVISORY,
  mandatory: rpc.EnforcementLevel.MANDATORY,
  disabled: rpc.EnforcementLevel.DISABLED,
  remediate: rpc.EnforcementLevel.REMEDIATE,
} as const;

const SEVERITIES = {
  low: rpc.PolicySeverity.POLICY_SEVERITY_LOW,
  medium: rpc.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: rpc.PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: rpc.PolicySeverity.POLICY_SEVERITY_CRITICAL,
} as const;

export const numberOfLevel = (level: EnforcementLevel): rpc.EnforcementLevel => LEVELS[level];

/** @throws {Error} for a number that is not a level */
export function nameOfLevel(number: rpc.EnforcementLevel): EnforcementLevel {
  const names = Object.keys(LEVELS) as EnforcementLevel[];
  const name = names.find((one) => LEVELS[one] === number);
  if (name === undefined)
    throw new Error(`the engine sent the unknown enforcement level ${number}`);
  return name;
}

export const numberOfSeverity = (severity: Severity): rpc.PolicySeverity => SEVERITIES[severity];
