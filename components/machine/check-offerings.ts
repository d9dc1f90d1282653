import type { Problem } from "../settings/problem";
import type { InstanceRequest } from "./instance-request";
import type { Offerings } from "./offerings";
import { machineProblem } from "./problems";

/** Returns the zones that offer every instance type. */
export const zonesWithAll = (zones: readonly string[], offerings: Offerings): string[] =>
  zones.filter((zone) => Object.values(offerings).every((offered) => offered.includes(zone)));

/** Zones of the stack. */
interface ZonesOfStack {
  readonly region: string;
  readonly zones: readonly string[];
  /** Whether they are the zones of an existing VPC's subnets. */
  readonly isExisting: boolean;
}

/**
 * Finds instance types that a zone of their instances does not offer. EC2 would reject the launch, and the update
 * would wait for the auto scaling group in vain.
 */
export function validateOfferings(
  requests: readonly InstanceRequest[],
  offerings: Offerings,
  stack: ZonesOfStack,
): Problem[] {
  const problems = requests.flatMap(({ path, type, zones }) => {
    const offered = offerings[type] ?? [];
    const lacking = zones.filter((zone) => !offered.includes(zone));
    if (lacking.length === 0) return [];
    const at = { path, given: type };
    const { region, isExisting } = stack;
    if (offered.length === 0) return [machineProblem("type-not-in-region", at, { region })];
    const suited = zonesWithAll(offered, offerings).slice(0, stack.zones.length);
    const choice = isExisting || suited.length < stack.zones.length ? [] : suited;
    return [machineProblem("type-not-in-zones", at, { lacking, offered, choice })];
  });
  // Once for each type, even if several parts of the stack use it.
  return problems.filter(
    ({ given }, index) => problems.findIndex((one) => one.given === given) === index,
  );
}
