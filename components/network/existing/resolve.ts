import type { Problem } from "../../settings/problem";
import type { ExistingEgress } from "../egress";
import type { ExistingNetworkConfig, ExistingSubnet } from "../settings";
import { type NamedSubnet, namedSubnets, tableOf, validateAnswers } from "./check-answers";
import type { AccountRouteTable, AskedVpc, Tier } from "./facts";
import type { ExistingSettings } from "./settings";

interface Resolved {
  readonly value?: ExistingNetworkConfig;
  readonly problems: readonly Problem[];
  /** Warnings for the preview. */
  readonly notices: readonly string[];
}

/** Describes the VPC as looked up, or returns all problems of the stack in it. */
export function resolveExisting(
  settings: ExistingSettings,
  asked: AskedVpc,
  zones: readonly string[],
  region: string,
): Resolved {
  const vpc = "value" in asked.vpc ? asked.vpc.value : undefined;
  const tables = "value" in asked.routeTables ? asked.routeTables.value : [];
  const subnets = namedSubnets(asked);
  const problems = validateAnswers(settings, asked, zones, region);
  if (problems.length > 0 || !vpc) return { problems, notices: [] };
  const existing = {
    vpcId: vpc.id,
    publicSubnets: perZone(subnets, "public"),
    privateSubnets: perZone(subnets, "private"),
    publicRouteTables: tablesOf(subnets, "public", tables),
    privateRouteTables: tablesOf(subnets, "private", tables),
  };
  const { egress, notices } = resolveEgress(subnets, tables, asked.natAddresses);
  return {
    value: {
      existing,
      cidr: vpc.cidr,
      availabilityZones: Object.keys(existing.publicSubnets),
      egress,
    },
    problems,
    notices,
  };
}

function perZone(subnets: readonly NamedSubnet[], tier: Tier): Record<string, ExistingSubnet> {
  const own = subnets
    .filter((one) => one.tier === tier)
    .sort((one, other) => (one.zone < other.zone ? -1 : 1));
  return Object.fromEntries(own.map(({ zone, id, cidr }) => [zone, { id, cidr }]));
}

function tablesOf(
  subnets: readonly NamedSubnet[],
  tier: Tier,
  tables: readonly AccountRouteTable[],
): Record<string, string> {
  const ids = subnets.flatMap((one) => (one.tier === tier ? tableOf(one.id, tables)!.id : []));
  return Object.fromEntries([...new Set(ids)].sort().map((id) => [id, id]));
}

/** Returns the default routes of the private subnets, and the public addresses of their NAT gateways. */
function resolveEgress(
  subnets: readonly NamedSubnet[],
  tables: readonly AccountRouteTable[],
  natAddresses: AskedVpc["natAddresses"],
): { egress: ExistingEgress; notices: string[] } {
  const own = subnets.filter(({ tier }) => tier === "private");
  const targets = own.map(({ id }) => tableOf(id, tables)?.defaultTarget);
  const addresses = (target: string) => {
    const known = natAddresses[target];
    return known && "value" in known ? known.value : [];
  };
  const used = [...new Set(targets.flatMap((target) => target ?? []))].sort();
  const notices = used
    .filter((target) => addresses(target).length === 0)
    .map(
      (target) =>
        `private subnets route 0.0.0.0/0 to ${target}. The public addresses of this egress are unknown and therefore missing from the allow-list`,
    );
  return {
    egress: {
      kind: "existing",
      reachesInternet: targets.every((target) => target !== undefined),
      addresses: [...new Set(used.flatMap(addresses))].sort(),
    },
    notices,
  };
}
