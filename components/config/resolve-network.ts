import { validateBlocks, validateUse } from "../network/existing/check-use";
import { resolveExisting } from "../network/existing/resolve";
import { validateOfferings, zonesWithAll } from "../machine/check-offerings";
import { type ZoneFacts, resolveNetwork } from "../network/resolve";
import { zonesInUse } from "../network/zones-in-use";
import type { ExistingNetworkConfig, NetworkConfig } from "../network/settings";
import { gist, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import { checkSections } from "./check-sections";
import type { RegionFacts } from "./facts";
import { colorBlocks, networkUses } from "./network-uses";
import type { ParsedConfig } from "./parse-config";
import { requestInstances } from "./stack-instances";

interface ResolvedNetwork {
  readonly value?: NetworkConfig;
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
}

/** Completes `network`, and finds requirements of other sections that an existing VPC does not meet. */
export function resolveNetworkOf(
  parsed: ParsedConfig,
  facts: RegionFacts,
  region: string,
): ResolvedNetwork {
  const resolved = resolveZones(parsed, facts, region);
  const { value } = resolved;
  const { offerings } = facts;
  if (!value || !offerings) return resolved;
  if ("error" in offerings) return withNotice(resolved, offerings.error);
  const { availabilityZones: zones } = value;
  const stack = { region, zones, isExisting: value.existing !== undefined };
  const unfit = validateOfferings(requestInstances(parsed, zones), offerings.value, stack);
  return { ...resolved, problems: [...resolved.problems, ...unfit] };
}

const withNotice = (resolved: ResolvedNetwork, error: string): ResolvedNetwork => ({
  ...resolved,
  notices: [
    ...resolved.notices,
    `the instance types that the zones offer could not be checked (allow ec2:DescribeInstanceTypeOfferings): ${gist(error)}`,
  ],
});

/** Without the stack's state, no zone is skipped: it may be a current zone of the stack. */
function knownOfZones({ zones, offerings, state }: RegionFacts): ZoneFacts {
  if (!zones || "error" in zones || (state && "error" in state)) return {};
  return {
    inUse: zonesInUse(state?.value ?? []),
    suited:
      offerings && "value" in offerings ? zonesWithAll(zones.value, offerings.value) : zones.value,
  };
}

function resolveZones(parsed: ParsedConfig, facts: RegionFacts, region: string): ResolvedNetwork {
  const { network } = parsed;
  if (!network?.existing) {
    const known = knownOfZones(facts);
    return { ...resolveNetwork(network, facts, region, known), notices: [] };
  }
  const { zones, vpc } = facts;
  if (!zones || !vpc) return { problems: [], notices: [] };
  if ("error" in zones) {
    return { problems: [unanswered("network.existing", undefined, zones.error)], notices: [] };
  }
  const { existing } = network;
  const resolved = resolveExisting(existing, vpc, zones.value, region);
  const { value } = resolved;
  const uses = value && areWhole(parsed) ? networkUses(parsed, value.egress) : [];
  const lacking = uses.flatMap((use) =>
    validateUse(use, value!, vpc, existing.routeTables, region),
  );
  const overlaps = parsed.whole.has("backend") ? validateBlocks(vpc.vpc, colorBlocks(parsed)) : [];
  return {
    ...resolved,
    problems: [
      ...resolved.problems,
      ...overlaps,
      ...(value ? checkAgain(parsed, value) : []),
      ...lacking,
    ],
  };
}

const areWhole = ({ whole }: ParsedConfig): boolean =>
  ["entry", "backend", "jumpbox"].every((section) => whole.has(section));

/** Repeats checks of sections that need the network as looked up. */
function checkAgain(parsed: ParsedConfig, network: ExistingNetworkConfig): Problem[] {
  const known = new Set(parsed.problems.map(({ code, path }) => `${code} ${path}`));
  const found = checkSections({ ...parsed, network }, (...names) =>
    names.every((name) => parsed.whole.has(name)),
  );
  return found.filter(({ code, path }) => !known.has(`${code} ${path}`));
}
