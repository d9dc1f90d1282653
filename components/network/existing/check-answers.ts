import { type Answer, isNotFound, unanswered } from "../../settings/ask";
import { isPartOf } from "../../settings/cidr";
import type { Problem } from "../../settings/problem";
import { ZONE_LETTERS, letterOf } from "../plan-subnets";
import {
  type AccountRouteTable,
  type AccountSubnet,
  type AccountVpc,
  type AskedSubnet,
  type AskedVpc,
  TIERS,
  type Tier,
} from "./facts";
import { existingProblem } from "./problems";
import type { ExistingSettings } from "./settings";

const PATH = "network.existing";

/** Free addresses in a subnet that AWS requires to create a load balancer. */
const LEAST_FREE_ADDRESSES = 8;

/** A subnet in the account, with its setting. */
export interface NamedSubnet extends AccountSubnet {
  readonly path: string;
  readonly tier: Tier;
}

/** Returns the configured subnets that exist. */
export const namedSubnets = ({ subnets }: AskedVpc): NamedSubnet[] =>
  TIERS.flatMap((tier) => subnetsOf(subnets[tier], tier));

/** Finds all problems of the stack in an existing VPC. */
export function validateAnswers(
  settings: ExistingSettings,
  asked: AskedVpc,
  zones: readonly string[],
  region: string,
): Problem[] {
  const vpc = "value" in asked.vpc ? asked.vpc.value : undefined;
  const tables = "value" in asked.routeTables ? asked.routeTables.value : [];
  const subnets = namedSubnets(asked);
  return [
    ...("error" in asked.vpc ? [vpcProblem(settings, asked.vpc.error, region)] : []),
    ...(vpc ? validateDns(settings, vpc) : []),
    ...TIERS.flatMap((tier) => unknownSubnets(settings, tier, asked.subnets[tier], vpc, region)),
    ...subnets.flatMap((subnet) => (vpc ? validateSubnet(subnet, vpc, zones) : [])),
    ...TIERS.flatMap((tier) => validateZones(settings, tier, asked.subnets[tier], subnets)),
    ...validateSameZones(settings, subnets, zones),
    ...(vpc ? subnets.flatMap((subnet) => validateRoute(subnet, vpc, tables)) : []),
    ...(vpc && "value" in asked.routeTables ? validateTables(settings, vpc, tables) : []),
    ...validateSpace(subnets, asked.isInUse),
    ...(vpc ? validatePrivateZones(asked, vpc) : []),
    ...unansweredQuestions(settings, asked),
  ];
}

const nameOf = ({ vpcId, vpcTags }: ExistingSettings) =>
  vpcId === undefined
    ? { path: `${PATH}.vpcTags`, given: vpcTags }
    : { path: `${PATH}.vpcId`, given: vpcId };

const tierOf = (settings: ExistingSettings, tier: Tier) =>
  settings[`${tier}Subnets`]
    ? { path: `${PATH}.${tier}Subnets`, given: settings[`${tier}Subnets`] }
    : { path: `${PATH}.${tier}SubnetTags`, given: settings[`${tier}SubnetTags`] };

function vpcProblem(settings: ExistingSettings, error: string, region: string): Problem {
  const at = nameOf(settings);
  if (/multiple .* matched/i.test(error)) {
    return existingProblem("several-vpcs-with-tags", at, { region });
  }
  if (!isNotFound(error)) return unanswered(at.path, at.given, error);
  const code = settings.vpcId === undefined ? "no-vpc-with-tags" : "vpc-missing";
  return existingProblem(code, at, { region });
}

function validateDns(settings: ExistingSettings, vpc: AccountVpc): Problem[] {
  const off = (["enableDnsSupport", "enableDnsHostnames"] as const).filter((name) => !vpc[name]);
  if (off.length === 0) return [];
  return [existingProblem("vpc-dns-off", nameOf(settings), { vpcId: vpc.id, off })];
}

function subnetsOf(asked: Answer<readonly AskedSubnet[]>, tier: Tier): NamedSubnet[] {
  if ("error" in asked) return [];
  return asked.value.flatMap(({ path, subnet }) =>
    "value" in subnet ? [{ ...subnet.value, path, tier }] : [],
  );
}

function unknownSubnets(
  settings: ExistingSettings,
  tier: Tier,
  asked: Answer<readonly AskedSubnet[]>,
  vpc: AccountVpc | undefined,
  region: string,
): Problem[] {
  const at = tierOf(settings, tier);
  if ("error" in asked) return [unanswered(at.path, at.given, asked.error)];
  if (vpc && asked.value.length === 0 && !settings[`${tier}Subnets`]) {
    return [existingProblem("no-subnets-with-tags", at, { vpcId: vpc.id })];
  }
  return asked.value.flatMap(({ path, id, subnet }) => {
    if ("value" in subnet) return [];
    return [
      isNotFound(subnet.error)
        ? existingProblem("subnet-missing", { path, given: id }, { region })
        : unanswered(path, id, subnet.error),
    ];
  });
}

function validateSubnet(subnet: NamedSubnet, vpc: AccountVpc, zones: readonly string[]): Problem[] {
  const { path, id: given, vpcId, zone, cidr } = subnet;
  const at = { path, given };
  if (vpcId !== vpc.id) {
    return [existingProblem("subnet-of-other-vpc", at, { vpcId, wanted: vpc.id })];
  }
  const isLocal = !zones.includes(zone) || !ZONE_LETTERS.includes(letterOf(zone));
  const isInside = isPartOf(cidr, vpc.cidr);
  return [
    ...(isLocal ? [existingProblem("subnet-in-local-zone", at, { zone, available: zones })] : []),
    ...(isInside
      ? []
      : [existingProblem("subnet-outside-primary-block", at, { cidr, block: vpc.cidr })]),
  ];
}

const zonesOf = (subnets: readonly NamedSubnet[], tier: Tier): string[] =>
  [...new Set(subnets.flatMap((one) => (one.tier === tier ? one.zone : [])))].sort();

function validateZones(
  settings: ExistingSettings,
  tier: Tier,
  asked: Answer<readonly AskedSubnet[]>,
  subnets: readonly NamedSubnet[],
): Problem[] {
  // A missing subnet may be the one in another zone.
  if ("error" in asked || asked.value.some(({ subnet }) => "error" in subnet)) return [];
  const at = tierOf(settings, tier);
  const zones = zonesOf(subnets, tier);
  const several = zones.flatMap((zone) => {
    const ids = subnets.flatMap((one) => (one.tier === tier && one.zone === zone ? one.id : []));
    return ids.length > 1 ? [existingProblem("subnets-in-one-zone", at, { zone, ids })] : [];
  });
  const isFew = zones.length < 2 && (asked.value.length > 0 || settings[`${tier}Subnets`]);
  return [...several, ...(isFew ? [existingProblem("too-few-subnet-zones", at, { zones })] : [])];
}

function validateSameZones(
  settings: ExistingSettings,
  subnets: readonly NamedSubnet[],
  available: readonly string[],
): Problem[] {
  const inZones = subnets.filter(({ zone }) => available.includes(zone));
  const [zones, others] = [zonesOf(inZones, "private"), zonesOf(inZones, "public")];
  const isKnown = zones.length > 1 && others.length > 1;
  if (!isKnown || zones.join() === others.join()) return [];
  const data = { tier: "private", zones, others };
  return [existingProblem("tiers-in-different-zones", tierOf(settings, "private"), data)];
}

/** Returns the route table of a subnet: its own, or the main one. */
export const tableOf = (
  subnetId: string,
  tables: readonly AccountRouteTable[],
): AccountRouteTable | undefined =>
  tables.find(({ subnetIds }) => subnetIds.includes(subnetId)) ??
  tables.find(({ isMain }) => isMain);

function validateRoute(
  { path, id: given, vpcId, tier }: NamedSubnet,
  vpc: AccountVpc,
  tables: readonly AccountRouteTable[],
): Problem[] {
  const table = tableOf(given, tables);
  if (vpcId !== vpc.id || !table) return [];
  const { defaultTarget: gateway = "" } = table;
  const leadsOut = gateway.startsWith("igw-");
  const at = { path, given };
  if (tier === "public") {
    if (leadsOut) return [];
    return [existingProblem("public-subnet-without-internet", at, { table: table.id })];
  }
  if (!leadsOut) return [];
  return [existingProblem("private-subnet-with-internet", at, { table: table.id, gateway })];
}

function validateTables(
  { routeTables }: ExistingSettings,
  { id: vpcId }: AccountVpc,
  tables: readonly AccountRouteTable[],
): Problem[] {
  return routeTables.flatMap((given, index) => {
    if (tables.some(({ id }) => id === given)) return [];
    const at = { path: `${PATH}.routeTables[${index}]`, given };
    return [existingProblem("route-table-of-other-vpc", at, { vpcId })];
  });
}

/** Finds zones that exist already: AWS allows one private zone of a name in a VPC. */
function validatePrivateZones({ zones }: AskedVpc, { id: vpcId }: AccountVpc): Problem[] {
  return zones.flatMap(({ path, name: given, zone }) => {
    if ("error" in zone) {
      return isNotFound(zone.error) ? [] : [unanswered(path, given, zone.error)];
    }
    if (zone.value.isOwn) return [];
    const data = { vpcId, zoneId: zone.value.id };
    return [existingProblem("private-zone-of-vpc", { path, given }, data)];
  });
}

/** Checks the first update only: later, the stack's own resources use addresses of the subnets. */
function validateSpace(subnets: readonly NamedSubnet[], isInUse: Answer<boolean>): Problem[] {
  if (!("value" in isInUse) || isInUse.value) return [];
  return subnets.flatMap(({ path, id: given, freeAddresses: free }) => {
    if (free >= LEAST_FREE_ADDRESSES) return [];
    const data = { free, needed: LEAST_FREE_ADDRESSES };
    return [existingProblem("subnet-full", { path, given }, data)];
  });
}

function unansweredQuestions(settings: ExistingSettings, asked: AskedVpc): Problem[] {
  const { routeTables, natAddresses, isInUse, endpoints } = asked;
  const answers = [
    routeTables,
    isInUse,
    ...Object.values(natAddresses),
    ...endpoints.map(({ endpoint }) => endpoint),
  ];
  const { path, given } = nameOf(settings);
  return answers.flatMap((answer) =>
    "error" in answer && !/no matching|multiple .* matched/.test(answer.error)
      ? [unanswered(path, given, answer.error)]
      : [],
  );
}
