import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { HOSTED_ZONE } from "./tokens";
import type { Context } from "./type";
import { type Values, objects, text } from "./values";

/*
 * Accelerated recovery of hosted zones. AWS changes it within minutes, for one zone of an account at a time
 * (hashicorp/terraform-provider-aws#45613), and changes nothing else in the zone meanwhile
 * (go-to-k/cdkd#1467). It must be off before the zone is deleted, which the provider ensures
 * (hashicorp/terraform-provider-aws#45302). AWS does not document the codes of the second and third error:
 * those here are the simulator's.
 */

/** Whether accelerated recovery is requested. */
export const isOn = (inputs: Values): boolean => inputs["enableAcceleratedRecovery"] === true;

/** As `HostedZoneFeatures.AcceleratedRecoveryStatus` has it. */
export const recoveryOf = ({ inputs, outputs }: Pick<Stored, "inputs" | "outputs">): string =>
  text(outputs["$recovery"]) || (isOn(inputs) ? "ENABLED" : "DISABLED");

const isChanging = (status: string): boolean => status.endsWith("ING");

const isEnabled = (status: string): boolean => status.startsWith("ENABL");

/** The status after AWS's response to a creation or an update. */
export function recoveryAfter({ inputs, outputs }: Pick<Context, "inputs" | "outputs">): string {
  const before = text(outputs["$recovery"]) || "DISABLED";
  if (isEnabled(before) === isOn(inputs)) return before;
  return isOn(inputs) ? "ENABLING" : "DISABLING";
}

const locked = (id: string): AwsError =>
  new AwsError("InvalidInput", `HostedZone ${id} is marked disabled for mutation`);

/** Rejects operations that Route 53 rejects while it changes the setting in a zone. */
export function checkRecovery({ account, id, inputs, outputs }: Context): void {
  if (isOn(inputs) && objects(inputs["vpcs"]).length > 0) {
    throw new AwsError(
      "InvalidInput",
      "Accelerated recovery is available for public hosted zones only.",
    );
  }
  if (isChanging(text(outputs["$recovery"]))) throw locked(id);
  if (!isChanging(recoveryAfter({ inputs, outputs }))) return;
  const other = account
    .all(HOSTED_ZONE)
    .find((zone) => zone.id !== id && isChanging(recoveryOf(zone)));
  if (other) {
    throw new AwsError(
      "LimitsExceeded",
      "Accelerated recovery can only be updated for 1 hosted zone at a time.",
    );
  }
}

/** Rejects a change of a record while its zone is locked. */
export function checkMutable(zone: Stored): void {
  if (isChanging(recoveryOf(zone))) throw locked(zone.id);
}
