import type { Problem } from "../../settings/problem";
import { findDuplicates } from "../../settings/find-duplicates";
import type { NetworkSection } from "../settings";
import { type Tier, TIERS } from "./facts";
import { existingProblem } from "./problems";
import type { ExistingSettings } from "./settings";

/** Settings of a VPC that the stack creates. */
const OWN_SETTINGS = ["cidr", "availabilityZones", "flowLogs"] as const;

const PATH = "network.existing";

/** Validates `network.existing`, and finds settings that cannot be combined with it, without calling AWS. */
export function validateExisting(network: NetworkSection, existing: ExistingSettings): Problem[] {
  const foreign = OWN_SETTINGS.filter((setting) => network[setting] !== undefined).map((setting) =>
    existingProblem(
      "setting-of-own-vpc",
      { path: `network.${setting}`, given: network[setting] },
      { setting },
    ),
  );
  const { egress } = network;
  const at = { path: "network.egress.kind", given: egress?.kind };
  return [
    ...foreign,
    ...(egress && egress.kind !== "existing" ? [existingProblem("egress-of-own-vpc", at)] : []),
    ...validateName(existing),
    ...TIERS.flatMap((tier) => validateTier(existing, tier)),
    ...validateTiersDiffer(existing),
    ...findDuplicates(existing.routeTables, `${PATH}.routeTables`),
  ];
}

function validateName({ vpcId, vpcTags }: ExistingSettings): Problem[] {
  if (vpcTags === undefined) {
    return vpcId === undefined ? [existingProblem("vpc-not-named", { path: PATH })] : [];
  }
  const at = { path: `${PATH}.vpcTags`, given: vpcTags };
  return [
    ...(vpcId === undefined ? [] : [existingProblem("vpc-named-twice", at)]),
    ...validateTags(at.path, vpcTags),
  ];
}

function validateTier(existing: ExistingSettings, tier: Tier): Problem[] {
  const ids = existing[`${tier}Subnets`];
  const tags = existing[`${tier}SubnetTags`];
  if (tags === undefined) {
    if (ids) return findDuplicates(ids, `${PATH}.${tier}Subnets`);
    const data = { tier, example: "subnet-0a1b2c3d4e5f60001" };
    return [existingProblem("subnets-not-named", { path: PATH }, data)];
  }
  const at = { path: `${PATH}.${tier}SubnetTags`, given: tags };
  return [
    ...(ids ? [existingProblem("subnets-named-twice", at, { tier })] : []),
    ...validateTags(at.path, tags),
  ];
}

function validateTags(path: string, tags: Readonly<Record<string, string>>): Problem[] {
  if (Object.keys(tags).length > 0) return [];
  return [existingProblem("no-tags-to-find-by", { path, given: tags })];
}

function validateTiersDiffer({ publicSubnets = [], privateSubnets = [] }: ExistingSettings) {
  return privateSubnets.flatMap((given, index) => {
    const other = publicSubnets.indexOf(given);
    if (other < 0) return [];
    const at = { path: `${PATH}.privateSubnets[${index}]`, given };
    return [existingProblem("subnet-in-both-tiers", at, { other: `publicSubnets[${other}]` })];
  });
}
