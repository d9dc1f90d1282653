import { getElasticIp } from "@pulumi/aws/ec2/getElasticIp";
import { getEips } from "@pulumi/aws/ec2/getEips";
import { getManagedPrefixList } from "@pulumi/aws/ec2/getManagedPrefixList";
import { getVpcIpam } from "@pulumi/aws/ec2/getVpcIpam";
import { getVpcIpamPoolCidrs } from "@pulumi/aws/ec2/getVpcIpamPoolCidrs";
import { getVpcIpamPools } from "@pulumi/aws/ec2/getVpcIpamPools";
import { getVpcIpams } from "@pulumi/aws/ec2/getVpcIpams";
import { getAccelerator } from "@pulumi/aws/globalaccelerator/getAccelerator";
import { getResources } from "@pulumi/aws/resourcegroupstaggingapi/getResources";
import { type Answer, ask } from "../settings/ask";
import { ACCELERATOR_KEY, BLOCK_KEY } from "./address";
import type { HeldAccelerator } from "./plan-accelerator";
import type { AccountIpam, BlockFacts, HeldBlock } from "./plan-block";
import type { HeldAddress } from "./plan-addresses";
import type { AddressesSettings } from "./settings";

/** An Elastic IP in the account. */
export interface AccountAddress {
  readonly publicIp: string;
  /** `vpc`. An address with another domain cannot be used in a VPC. */
  readonly domain: string;
  /** Id of its pool; Amazon's own is `amazon`. */
  readonly pool?: string | undefined;
  /** Network interface or instance that currently has the address. */
  readonly associatedWith?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** An adopted address, as looked up. */
export interface AskedAddress {
  readonly key: string;
  readonly allocationId: string;
  readonly address: Answer<AccountAddress>;
}

/** Looks up all addresses that the configuration adopts, in parallel. */
export const askAdopted = ({ adopt }: AddressesSettings): Promise<AskedAddress[]> =>
  Promise.all(Object.entries(adopt).map(askAddress));

async function askAddress([key, allocationId]: [string, string]): Promise<AskedAddress> {
  return { key, allocationId, address: await ask(() => accountAddress(allocationId)) };
}

async function accountAddress(id: string): Promise<AccountAddress> {
  const eip = await getElasticIp({ id });
  const associatedWith = eip.networkInterfaceId || eip.instanceId || eip.associationId;
  return {
    publicIp: eip.publicIp,
    domain: eip.domain,
    tags: eip.tags,
    pool: eip.publicIpv4Pool,
    associatedWith: associatedWith || undefined,
  };
}

/** The Elastic IPs in the account that are tagged as this stack's and have a key. */
export async function heldAddresses(stackTag: string): Promise<HeldAddress[]> {
  const filters = [{ name: "tag:holdfast:stack", values: [stackTag] }];
  const { allocationIds } = await getEips({ filters });
  const held = await Promise.all(
    allocationIds.map(async (id) => heldAddress(id, await accountAddress(id))),
  );
  return held.flat().sort((one, other) => (one.key < other.key ? -1 : 1));
}

function heldAddress(allocationId: string, address: AccountAddress): HeldAddress[] {
  const { publicIp, tags, pool, associatedWith } = address;
  const key = tags["holdfast:key"];
  if (key === undefined) return [];
  return [
    {
      key,
      role: tags["holdfast:role"] === "ingress" ? "ingress" : "egress",
      allocationId,
      publicIp,
      pool,
      holder: tags["holdfast:holder"] ?? "none",
      releaseAllowed: tags["holdfast:release"] === "allowed",
      adopted: tags["holdfast:adopted"] === "true",
      associatedWith,
      claimant: tags["holdfast:claimant"],
    },
  ];
}

/** Returns how many entries the stack's allow-list has in AWS: 0 without a list. */
export async function listedEntries(stackTag: string): Promise<number> {
  const filters = [
    { name: "tag:holdfast:stack", values: [stackTag] },
    { name: "tag:Name", values: ["addresses-allow-list"] },
  ];
  const list = await ask(async () => (await getManagedPrefixList({ filters })).entries.length);
  return "value" in list ? list.value : 0;
}

/** Region of the Global Accelerator API, for endpoints in any region. */
const ACCELERATOR_HOME = "us-west-2";

/** The accelerators that are tagged as this stack's. */
export async function heldAccelerators(stackTag: string): Promise<HeldAccelerator[]> {
  const { resourceTagMappingLists: found } = await getResources({
    region: ACCELERATOR_HOME,
    resourceTypeFilters: ["globalaccelerator:accelerator"],
    tagFilters: [
      { key: "holdfast:stack", values: [stackTag] },
      { key: "holdfast:key", values: [ACCELERATOR_KEY] },
    ],
  });
  return Promise.all(
    found.map(async ({ resourceArn: arn, tags }) => {
      const { ipSets } = await getAccelerator({ arn });
      return {
        arn,
        addresses: ipSets.flatMap(({ ipAddresses }) => ipAddresses).sort(),
        releaseAllowed: tags["holdfast:release"] === "allowed",
      };
    }),
  );
}

/** The IPAMs of the region, and the blocks that are tagged as this stack's. */
export async function blockFacts(stackTag: string): Promise<BlockFacts> {
  const [ipams, { ipamPools }] = await Promise.all([accountIpams(stackTag), getVpcIpamPools({})]);
  const own = ipamPools.filter(
    ({ tags }) => tags["holdfast:stack"] === stackTag && tags["holdfast:key"] === BLOCK_KEY,
  );
  const held = await Promise.all(
    own.map(async ({ id, ipamScopeId: scopeId, tags }): Promise<HeldBlock[]> => {
      const { ipamPoolCidrs } = await getVpcIpamPoolCidrs({ ipamPoolId: id });
      const releaseAllowed = tags["holdfast:release"] === "allowed";
      const cidrs = ipamPoolCidrs
        .filter(({ state }) => state === "provisioned")
        .map(({ cidr }) => cidr)
        .sort();
      return cidrs.length === 0 ? [] : [{ poolId: id, scopeId, cidrs, releaseAllowed }];
    }),
  );
  return { ipams, held: held.flat() };
}

/** `DescribeIpams` is called once for each IPAM, because the list lacks tags. */
async function accountIpams(stackTag: string): Promise<AccountIpam[]> {
  const { ipams } = await getVpcIpams({});
  return Promise.all(
    ipams.map(async ({ id }) => {
      const { publicDefaultScopeId: scopeId, tags } = await getVpcIpam({ id });
      return { id, scopeId, isOwn: tags?.["holdfast:stack"] === stackTag };
    }),
  );
}
