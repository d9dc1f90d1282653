import type { Problem } from "../settings/problem";
import type { AcceleratorArgs } from "./accelerator";
import { ACCELERATOR_KEY } from "./address";
import type { LostAddress } from "./lost";
import type { AddressSettings } from "./plan-addresses";
import { addressProblem } from "./problems";

/** An accelerator in the AWS account that is tagged as this stack's. */
export interface HeldAccelerator {
  readonly arn: string;
  readonly addresses: readonly string[];
  /** Whether the last update already removed its protection, because `allowRelease` names it. */
  readonly releaseAllowed: boolean;
}

export interface AcceleratorPlan {
  /** The stack's accelerator after the update, if it has one. */
  readonly accelerator?: Pick<AcceleratorArgs, "arn" | "releaseAllowed"> | undefined;
  readonly lost: readonly LostAddress[];
  readonly notices: readonly string[];
  readonly problems: readonly Problem[];
}

const NOTHING = { lost: [], notices: [], problems: [] };

/**
 * Decides whether the accelerator exists after an update, as `planAddresses` does for an address. An accelerator that
 * the configuration no longer uses is deleted in the update after the one that removed its protection.
 *
 * @param held the existing accelerators, as far as they were looked up
 */
export function planAccelerator(
  wanted: boolean,
  { protect, allowRelease }: Pick<AddressSettings, "protect" | "allowRelease">,
  held: readonly HeldAccelerator[],
): AcceleratorPlan {
  const [existing, other] = held;
  if (existing && other) {
    const at = { path: `addresses (${ACCELERATOR_KEY})`, given: other.arn };
    const problem = addressProblem("accelerator-key-twice", at, { key: ACCELERATOR_KEY });
    return { ...NOTHING, problems: [problem] };
  }
  const releaseAllowed = allowRelease.includes(ACCELERATOR_KEY);
  const kept = { ...(existing && { arn: existing.arn }), releaseAllowed };
  if (wanted) return { ...NOTHING, accelerator: kept };
  if (!existing) return NOTHING;
  if (!releaseAllowed) {
    const lost = existing.addresses.map((publicIp, index) => ({
      key: `${ACCELERATOR_KEY}-${index + 1}`,
      publicIp,
    }));
    return { ...NOTHING, lost };
  }
  const its = `${ACCELERATOR_KEY} (${existing.addresses.join(", ")})`;
  if (existing.releaseAllowed || !protect) {
    return {
      ...NOTHING,
      notices: [`${its} is deleted with this update, as allowed by allowRelease`],
    };
  }
  const notice = `${its} loses its protection in this update and is deleted with the next \`pulumi up\`, as allowed by allowRelease`;
  return { ...NOTHING, accelerator: kept, notices: [notice] };
}
