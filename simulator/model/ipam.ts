import { randomBytes } from "node:crypto";
import type { AccountView } from "./account-view";
import { drawnFrom, freeBlock } from "./address-pools";
import { AwsError } from "./errors";
import { block, ipv4Block } from "./ipv4";
import type { Lookup } from "./lookup";
import type { Stored } from "./resource";
import { ACCOUNT_ID, between, derivedId, ec2, missing, newId, oneOf, region, tags } from "./shared";
import { IPAM, IPAM_POOL, IPAM_POOL_CIDR } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";
import { type Values, isGiven, objects, text } from "./values";

/*
 * The parts of IPAM that public IPv4 pools need. Limits: docs.aws.amazon.com/vpc/latest/ipam/quotas-ipam.html
 */

/** ARNs of IPAM have no region. */
const arn =
  (kind: string) =>
  ({ partition, id }: Context) =>
    `arn:${partition}:ec2::${ACCOUNT_ID}:${kind}/${id}`;

/** The scope that each IPAM has for public addresses. */
const publicScope = (ipamId: string): string => derivedId("ipam-scope", ipamId, "public");

const regionsOf = (inputs: Values): string[] =>
  objects(inputs["operatingRegions"]).map(({ regionName }) => text(regionName));

/** One for each account and region; the quota cannot be raised. */
function checkIpam({ account, id, region: place }: Context): void {
  if (account.all(IPAM, place).some((other) => other.id !== id)) {
    throw new AwsError(
      "ResourceLimitExceeded",
      "You've reached the limit for ipams. You have created 1 ipams and you are limited to 1.",
    );
  }
}

const ipam: ResourceType = {
  noun: "IPAM",
  operations: ec2("Ipam", "ModifyIpam"),
  missing: missing("InvalidIpamId.NotFound", "ipam ID"),
  id: () => newId("ipam"),
  check: checkIpam,
  checkRemoval: ({ account, id, inputs, region: place }) => {
    const pools = account
      .all(IPAM_POOL, place)
      .filter((pool) => pool.inputs["ipamScopeId"] === publicScope(id));
    if (pools.length > 0 && inputs["cascade"] !== true) {
      throw new AwsError(
        "DependencyViolation",
        `The IPAM ${id} has pools (${pools.map((pool) => pool.id).join(", ")}) and cannot be deleted.`,
      );
    }
  },
  inputs: {
    operatingRegions: {
      required: true,
      unordered: true,
      fields: { regionName: { required: true } },
    },
    tier: { default: "advanced", check: oneOf("free", "advanced") },
    description: {},
    cascade: {},
    enablePrivateGua: { default: false },
    meteredAccount: { default: "ipam-owner", check: oneOf("ipam-owner", "resource-owner") },
    region,
    tags,
  },
  computed: {
    arn: arn("ipam"),
    defaultResourceDiscoveryId: ({ id }) => derivedId("ipam-res-disco", id),
    defaultResourceDiscoveryAssociationId: ({ id }) => derivedId("ipam-res-disco-assoc", id),
    privateDefaultScopeId: ({ id }) => derivedId("ipam-scope", id, "private"),
    publicDefaultScopeId: ({ id }) => publicScope(id),
    scopeCount: 2,
  },
  validate: (inputs, place) => {
    const regions = regionsOf(inputs);
    if (regions.length === 0 || regions.includes(place)) return [];
    const reason = `must have the provider's region ${place}, got ${regions.join(", ")}`;
    return [{ property: "operatingRegions", reason }];
  },
};

/** The problems of a pool's modelled inputs alone. */
function poolProblems(inputs: Values): Problem[] {
  if (inputs["publicIpSource"] !== "amazon") return [];
  return ["locale", "awsService"].flatMap((property) =>
    isGiven(inputs[property])
      ? []
      : [{ property, reason: `required with publicIpSource "amazon" and addressFamily "ipv4"` }],
  );
}

/** The IPAM of a public scope. */
function ipamOf(account: AccountView, scopeId: string): Stored {
  const found = account.all(IPAM).find(({ id }) => publicScope(id) === scopeId);
  if (found) return found;
  throw new AwsError(
    "InvalidIpamScopeId.NotFound",
    `The ipam-scope ID '${scopeId}' does not exist, or is not the public scope of an IPAM`,
  );
}

function checkPool({ account, inputs }: Context): void {
  const locale = text(inputs["locale"]);
  const owner = ipamOf(account, text(inputs["ipamScopeId"]));
  if (locale === "" || regionsOf(owner.inputs).includes(locale)) return;
  throw new AwsError(
    "InvalidParameterValue",
    `The locale ${locale} is not an operating Region of the IPAM ${owner.id}`,
  );
}

const pool: ResourceType = {
  noun: "IPAM Pool",
  operations: ec2("IpamPool", "ModifyIpamPool"),
  missing: missing("InvalidIpamPoolId.NotFound", "ipam-pool ID"),
  inUse: ({ id }) => [
    "DependencyViolation",
    `The IPAM pool ${id} has provisioned CIDRs or allocations and cannot be deleted.`,
  ],
  id: () => newId("ipam-pool"),
  check: checkPool,
  inputs: {
    addressFamily: { required: true, replaces: true, check: oneOf("ipv4") },
    ipamScopeId: { required: true, replaces: true },
    locale: { replaces: true },
    awsService: { replaces: true, check: oneOf("ec2") },
    publicIpSource: { default: "byoip", replaces: true, check: oneOf("amazon", "byoip") },
    autoImport: { default: false },
    description: {},
    cascade: {},
    allocationDefaultNetmaskLength: { check: between(0, 32) },
    allocationMaxNetmaskLength: { check: between(0, 32) },
    allocationMinNetmaskLength: { check: between(0, 32) },
    region,
    tags,
  },
  computed: {
    arn: arn("ipam-pool"),
    allocationResourceTags: {},
    ipamScopeType: "public",
    poolDepth: 1,
    state: "create-complete",
  },
  validate: poolProblems,
};

/** By default, AWS provides two blocks for each account, each a /29 or a /30. */
const MOST_BLOCKS = 2;
const SHORTEST = 29;
const LONGEST = 30;

/** Rejects a block that AWS would not provide. */
function checkProvision({ account, id, inputs, region: place }: Context): void {
  const owner = account.require(IPAM_POOL, inputs["ipamPoolId"], place);
  if (owner.inputs["publicIpSource"] !== "amazon") return;
  const length = Number(inputs["netmaskLength"]);
  if (length < SHORTEST || length > LONGEST) {
    throw new AwsError(
      "InvalidParameterValue",
      `Account ${ACCOUNT_ID} cannot provision an IPv4 contiguous block of size /${length} in locale ${text(owner.inputs["locale"])}. Please check IPAM documentation to raise the limit.`,
    );
  }
  const blocks = account.all(IPAM_POOL_CIDR).filter((other) => other.id !== id);
  if (blocks.length >= MOST_BLOCKS) {
    throw new AwsError(
      "ResourceLimitExceeded",
      `You've reached the limit for contiguous public IPv4 blocks. You have provisioned ${blocks.length} and you are limited to ${MOST_BLOCKS}.`,
    );
  }
}

const cidrOf = ({ account, inputs }: Pick<Context, "account" | "inputs">): string =>
  text(inputs["cidr"]) || freeBlock(account, Number(inputs["netmaskLength"]));

const poolCidr: ResourceType = {
  noun: "IPAM Pool CIDR",
  operations: {
    create: "EC2: ProvisionIpamPoolCidr",
    update: "EC2: ProvisionIpamPoolCidr",
    remove: "EC2: DeprovisionIpamPoolCidr",
  },
  missing: missing("InvalidIpamPoolCidr.NotFound", "IPAM pool CIDR"),
  id: (context) => `${cidrOf(context)}_${text(context.inputs["ipamPoolId"])}`,
  check: checkProvision,
  checkRemoval: ({ account, id, outputs }) => {
    const users = drawnFrom(account, text(outputs["cidr"]));
    if (users.length === 0) return;
    throw new AwsError(
      "IncorrectState",
      `The CIDR ${id.split("_")[0]} has allocations (${users.join(", ")}) and cannot be deprovisioned.`,
    );
  },
  inputs: {
    ipamPoolId: { required: true, replaces: true, refersTo: IPAM_POOL, bond: "holds" },
    cidr: {
      computed: true,
      replaces: true,
      conflictsWith: ["netmaskLength"],
      check: ipv4Block(),
    },
    netmaskLength: { computed: true, replaces: true, check: between(0, 32) },
    region,
  },
  computed: {
    cidr: ({ id }) => id.split("_")[0]!,
    netmaskLength: ({ id }) => block(id.split("_")[0]!)!.prefix,
    ipamPoolCidrId: () => `ipam-pool-cidr-0${randomBytes(16).toString("hex")}`,
  },
};

const describeIpam = (account: AccountView, stored: Stored): Values => ({
  ...account.state(stored),
  id: stored.id,
  ipamRegion: stored.region,
  ownerId: ACCOUNT_ID,
  resourceDiscoveryAssociationCount: 1,
  state: "create-complete",
  stateMessage: "",
});

const withTags = (account: AccountView, stored: Stored): Values => ({
  ...describeIpam(account, stored),
  tags: account.tagsOf(stored),
});

export const ipamLookups: Readonly<Record<string, Lookup>> = {
  "aws:ec2/getVpcIpam:getVpcIpam": ({ account, region: place, inputs }) =>
    withTags(account, account.require(IPAM, inputs["id"], place)),
  "aws:ec2/getVpcIpams:getVpcIpams": ({ account, region: place }) => ({
    id: place,
    region: place,
    // The provider's list has no tags.
    ipams: account.all(IPAM, place).map((stored) => describeIpam(account, stored)),
  }),
};

export const ipamTypes: Record<string, ResourceType> = {
  [IPAM]: ipam,
  [IPAM_POOL]: pool,
  [IPAM_POOL_CIDR]: poolCidr,
};
