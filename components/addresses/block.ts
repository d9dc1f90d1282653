import type * as pulumi from "@pulumi/pulumi";
import { VpcIpam } from "@pulumi/aws/ec2/vpcIpam";
import { VpcIpamPool } from "@pulumi/aws/ec2/vpcIpamPool";
import { VpcIpamPoolCidr } from "@pulumi/aws/ec2/vpcIpamPoolCidr";
import { type Tags, named } from "../tags";
import { BLOCK_KEY } from "./address";
import type { InventoryPool } from "./pool";

/** Ids of a block that this inventory created earlier and takes back. */
export interface BlockIds {
  readonly poolId: string;
  readonly cidr: string;
}

/** A block of consecutive addresses, and the IPAM pool that provides it. */
export interface BlockArgs {
  /** AWS region of the addresses, and of the IPAM that is created. */
  readonly region: string;
  /** 24 to 30. AWS provides /29 and /30 by default, and larger blocks on request. A change has no effect. */
  readonly netmaskLength: number;
  /**
   * Public scope of an existing IPAM of the region, of which AWS allows one for each account and region.
   *
   * @default - an IPAM is created, in the free tier
   */
  readonly ipamScopeId?: pulumi.Input<string> | undefined;
  /** Id of the IPAM that this inventory created earlier and takes back. @default - a new one */
  readonly ipamId?: string | undefined;
  /** @default - a new block */
  readonly existing?: BlockIds | undefined;
  /** Whether its protection is lifted, so that a later update may delete it. @default false */
  readonly releaseAllowed?: boolean | undefined;
}

/**
 * Creates `<name>`, an IPAM pool in the public scope, for EC2 and load balancers of one region; `<name>-cidr`, a
 * contiguous block of Amazon's addresses in it; and `<name>-ipam`, unless an IPAM exists. Each address of the block
 * costs $0.008 an hour, used or idle.
 *
 * With `protect`, no update and no destroy deletes any of them, unless the block is allowed to be released. AWS does
 * not return a block that was released, and does not release one while something has an address of it.
 *
 * @returns the pool, whose id is known once the block is provisioned; and the block, which what has an address of it
 * depends on, so that it is deleted before
 */
export function createBlock(
  name: string,
  args: BlockArgs & {
    readonly parent: pulumi.ComponentResource;
    readonly protect: boolean;
    readonly tags: Tags | undefined;
  },
): { readonly pool: InventoryPool; readonly block: VpcIpamPoolCidr } {
  const { parent, protect, tags, region, netmaskLength, existing, releaseAllowed = false } = args;
  const kept = protect && !releaseAllowed;
  const options = (id: string | undefined): pulumi.CustomResourceOptions => ({
    parent,
    protect: kept,
    retainOnDelete: kept,
    ...(id !== undefined && { import: id }),
  });
  const scopeId =
    args.ipamScopeId ??
    new VpcIpam(
      `${name}-ipam`,
      {
        description: "Addresses that partners allow-list",
        tier: "free",
        operatingRegions: [{ regionName: region }],
        tags: named(`${name}-ipam`, tags),
      },
      options(args.ipamId),
    ).publicDefaultScopeId;
  const pool = new VpcIpamPool(
    name,
    {
      description: "One block for partners",
      addressFamily: "ipv4",
      ipamScopeId: scopeId,
      locale: region,
      awsService: "ec2",
      publicIpSource: "amazon",
      tags: named(name, {
        ...tags,
        "holdfast:key": BLOCK_KEY,
        ...(releaseAllowed && { "holdfast:release": "allowed" }),
      }),
    },
    options(existing?.poolId),
  );
  const block = new VpcIpamPoolCidr(
    `${name}-cidr`,
    { ipamPoolId: pool.id, netmaskLength },
    {
      ...options(existing && `${existing.cidr}_${existing.poolId}`),
      // AWS cannot resize a block: a change would replace it. One that is imported does not have the input.
      ignoreChanges: ["netmaskLength"],
    },
  );
  const { ipamPoolId, cidr } = block;
  return { pool: { ipamPoolId, blocks: { [BLOCK_KEY]: cidr } }, block };
}
