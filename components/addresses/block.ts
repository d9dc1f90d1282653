import type * as pulumi from "@pulumi/pulumi";
import { VpcIpam } from "@pulumi/aws/ec2/vpcIpam";
import { VpcIpamPool } from "@pulumi/aws/ec2/vpcIpamPool";
import { VpcIpamPoolCidr } from "@pulumi/aws/ec2/vpcIpamPoolCidr";
import { type Tags, named } from "../tags";
import { BLOCK_KEY } from "./address";
import type { InventoryPool } from "./pool";

/** Ids of a block that this inventory created earlier and imports again. */
export interface BlockIds {
  readonly poolId: string;
  readonly cidr: string;
}

/** A block of consecutive addresses, and the IPAM pool that provides it. */
export interface BlockArgs {
  /** AWS region of the addresses, and of the created IPAM. */
  readonly region: string;
  /** 24 to 30. AWS provides /29 and /30 by default, and larger blocks on request. Changes have no effect. */
  readonly netmaskLength: number;
  /**
   * Public scope of an existing IPAM in the region. AWS allows one IPAM for each account and region.
   *
   * @default - an IPAM is created, in the free tier
   */
  readonly ipamScopeId?: pulumi.Input<string> | undefined;
  /** Id of the IPAM that this inventory created earlier and imports again. @default - a new IPAM */
  readonly ipamId?: string | undefined;
  /** @default - a new block */
  readonly existing?: BlockIds | undefined;
  /** Whether its protection is removed, so that a later update can delete it. @default false */
  readonly releaseAllowed?: boolean | undefined;
}

/**
 * Creates `<name>`, an IPAM pool in the public scope, for EC2 and load balancers of one region; `<name>-cidr`, a
 * contiguous block of Amazon's addresses in it; and `<name>-ipam`, unless an IPAM exists. Each address of the block
 * costs $0.008 an hour, used or idle.
 *
 * With `protect`, no update and no destroy deletes any of these unless the release of the block is allowed. AWS does
 * not return a released block, and does not release a block while one of its addresses is in use.
 *
 * @returns the pool, whose id is known once the block is provisioned; and the block. Users of its addresses must
 * depend on the block, so that they are deleted first.
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
      // AWS cannot resize a block, so a change would replace it. An imported block lacks this input.
      ignoreChanges: ["netmaskLength"],
    },
  );
  const { ipamPoolId, cidr } = block;
  return { pool: { ipamPoolId, blocks: { [BLOCK_KEY]: cidr } }, block };
}
