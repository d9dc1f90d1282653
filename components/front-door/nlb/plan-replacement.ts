import type { HeldAddress } from "../../addresses/plan-addresses";
import type { NetworkConfig } from "../../network/settings";
import type { Problem } from "../../settings/problem";
import {
  type NlbIdentity,
  type NlbLoss,
  findLoss,
  nlbAddressKey,
  nlbAddresses,
} from "./nlb-addresses";
import { type StandingNlb, keepOnly } from "./nlb-facts";
import { nlbProblem } from "./problems";

/** The NLB that a front door needs, and how to replace it where AWS cannot change it. */
export interface NlbPlan {
  readonly identity: NlbIdentity;
  /** Whether the configuration accepts the outage of a replacement. */
  readonly allowReplacement: boolean;
  /** What to do, with an outage, for another NLB. */
  readonly steps: readonly string[];
}

/** The VPC that an NLB is in: `NlbIdentity.vpc`. */
export const vpcIdentity = ({ existing, cidr }: NetworkConfig): string => existing?.vpcId ?? cidr;

/** What becomes of the NLB that a stack has. */
export interface Replacement {
  /** Keys of addresses that it has, and that its successor gets. */
  readonly replaced: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Finds what would take the stack's NLB away. Its successor cannot have the addresses while it exists, so an
 * update that replaced it would fail half-way: it is refused, or done in two updates where the configuration
 * allows that.
 *
 * @param standing the NLB that the stack has, for the exact command that takes a zone from it
 */
export function planReplacement(
  nlb: NlbPlan | undefined,
  network: NetworkConfig,
  held: readonly HeldAddress[],
  standing?: StandingNlb,
): Replacement {
  const loss = nlb && findLoss(nlb.identity, held);
  if (nlb === undefined || loss === undefined) return { replaced: [], problems: [] };
  if (!nlb.allowReplacement) {
    return { replaced: [], problems: [refused(loss, network, nlb.steps, standing)] };
  }
  const wanted = network.availabilityZones.map(nlbAddressKey);
  const replaced = nlbAddresses(nlb.identity.owner, held).map(({ key }) => key);
  return { replaced: replaced.filter((key) => wanted.includes(key)), problems: [] };
}

function refused(
  loss: NlbLoss,
  network: NetworkConfig,
  steps: readonly string[],
  standing: StandingNlb | undefined,
): Problem {
  const { existing, cidr, availabilityZones } = network;
  if (loss.kind === "vpc") {
    const at = existing
      ? { path: "network.existing.vpcId", given: existing.vpcId }
      : { path: "network.cidr", given: cidr };
    return nlbProblem("nlb-vpc-replaced", at, { from: loss.from, steps });
  }
  const at = existing
    ? { path: "network.existing.publicSubnets", given: availabilityZones }
    : { path: "network.availabilityZones", given: availabilityZones };
  const { letters: zones, kept } = loss;
  const command = standing
    ? keepOnly(
        standing,
        kept.map(({ allocationId }) => allocationId),
      )
    : "";
  return nlbProblem("nlb-zone-removed", at, {
    zones,
    kept: kept.map(({ key }) => key),
    command,
    steps,
  });
}
