import { isNew } from "../addresses/plan-addresses";
import { natZones } from "../network/egress";
import type { StackNeeds } from "../quotas/stack-needs";
import { type Standing, standingIn } from "../quotas/standing";
import type { Answer } from "../settings/ask";
import type { Config } from "./config";
import type { RegionFacts } from "./facts";
import { colorBlocks } from "./network-uses";
import type { ParsedConfig } from "./parse-config";
import { requestInstances } from "./stack-instances";

/** Counts the existing resources of the stack that quotas limit. */
export function standingOf(
  { state, instances }: RegionFacts,
  region: string,
): Answer<Standing> | undefined {
  if (!state || "error" in state) return state;
  const counts = instances ?? { value: {} };
  return "error" in counts ? counts : { value: standingIn(region, state.value, counts.value) };
}

/** Counts the resources that the stack needs and that quotas limit. */
export function needsOf(parsed: ParsedConfig, config: Config): StackNeeds {
  const { network, addresses } = config;
  const { existing, egress, availabilityZones: zones } = network;
  const isRegional = egress.kind === "nat" && egress.gateways === "regional";
  const own = existing ? 0 : 1;
  return {
    newAddresses:
      addresses.pool === undefined && addresses.block === undefined
        ? Object.values(addresses.addresses).filter(isNew).length
        : 0,
    vpcs: own + colorBlocks(parsed).length,
    natZones: isRegional ? [] : natZones(egress, zones),
    instances: requestInstances(parsed, zones),
  };
}
