import * as pulumi from "@pulumi/pulumi";
import { Eip } from "@pulumi/aws/ec2/eip";
import { EipDomainName } from "@pulumi/aws/ec2/eipDomainName";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { ManagedPrefixListEntry } from "@pulumi/aws/ec2/managedPrefixListEntry";
import { Tag } from "@pulumi/aws/ec2/tag";
import { checkArgs } from "../settings/check-args";
import { type Tags, named } from "../tags";
import { type InventoryAccelerator, createAccelerator } from "./accelerator";
import { createBlock } from "./block";
import { validateStaticAddresses } from "./check-args";
import type { AddressArgs, InventoryAddress } from "./address";
import type { AddressPool, InventoryPool } from "./pool";
import { mergeToBlocks } from "./allow-list";
import { requestsByKey } from "./plan-addresses";
import type { StaticAddressesArgs } from "./args";

/** Describes an existing IPAM pool, for the allow-list and for load balancers. */
function existingPool(pool: AddressPool | undefined): InventoryPool | undefined {
  if (pool === undefined || !("ipamPoolId" in pool)) return undefined;
  const blocks = Object.entries(pool.blocks ?? {});
  return {
    ipamPoolId: pulumi.output(pool.ipamPoolId),
    blocks: Object.fromEntries(blocks.map(([key, cidr]) => [key, pulumi.output(cidr)])),
  };
}

/**
 * The inventory of a stack's addresses: Elastic IPs for inbound and outbound traffic, the two addresses of its
 * accelerator, and a block for load balancers. Each Elastic IP costs $0.005 an hour, used or idle, in a block $0.008,
 * and the accelerator $0.025.
 *
 * Guarantees
 * - A key keeps its address: adding, removing or reordering keys changes no other address.
 * - A change of `pool` or `block` affects new addresses only: it replaces none.
 * - With `protect`, no update and no destroy releases an address. Only an address whose release is allowed loses its
 *   protection. An adopted address is never released.
 * - The allow-list contains the addresses and the whole block of the inventory, those of `external`, and no others.
 *
 * Creates `<name>-<key>` (Elastic IP) for each key; `<name>-<key>-<tag>` (tags of an adopted one);
 * `<name>-<key>-reverse` (reverse DNS, where named); `<name>-allow-list` (managed prefix list) with
 * an entry `<name>-<key>` for each address and block; and the resources of `createAccelerator` and `createBlock`, as
 * `<name>-accelerator` and `<name>-pool`.
 *
 * @example
 * ```ts
 * const zones = ["eu-west-1a", "eu-west-1b"];
 * const requests = requestNodeAddresses(planNodes(zones, 2));
 * const { addresses, allowList } = new StaticAddresses("addresses", {
 *   addresses: Object.fromEntries(requests.map((request) => [request.key, request])),
 * });
 * ```
 */
export class StaticAddresses extends pulumi.ComponentResource {
  /** Addresses by key. */
  readonly addresses: Readonly<Record<string, InventoryAddress>>;
  readonly accelerator: InventoryAccelerator | undefined;
  /** The IPAM pool for load balancers, with its blocks; undefined without one. */
  readonly pool: InventoryPool | undefined;
  /** Public DNS names of the addresses, by key. Inside the holder's VPC they resolve to private addresses. */
  readonly publicNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** The fewest CIDR blocks that contain exactly these addresses, in the order of their keys. */
  readonly allowList: pulumi.Output<string[]>;
  /** Managed prefix list with the allow-list, for security groups and route tables. */
  readonly prefixListId: pulumi.Output<string>;

  constructor(name: string, args: StaticAddressesArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("StaticAddresses", name, validateStaticAddresses(args));
    super("holdfast:addresses:StaticAddresses", name, {}, opts);
    const addresses: Record<string, InventoryAddress> = {};
    const publicNames: Record<string, pulumi.Output<string>> = {};
    const { accelerator, block, external = {}, protect = true, tags } = args;
    const common = { parent: this, protect, tags };
    const own = block && createBlock(`${name}-pool`, { ...common, ...block });
    this.pool = own?.pool ?? existingPool(args.pool);
    const asked = requestsByKey(args.addresses);
    for (const key of Object.keys(asked).sort()) {
      const created = this.createAddress(`${name}-${key}`, key, asked[key]!, args, own?.block);
      addresses[key] = { allocationId: created.allocationId, publicIp: created.publicIp };
      publicNames[key] = created.publicDns;
    }
    this.addresses = addresses;
    this.publicNames = publicNames;
    this.accelerator =
      accelerator && createAccelerator(`${name}-accelerator`, { ...common, ...accelerator });
    const addressesByKey = this.listAddresses(external);
    this.allowList = pulumi.all(Object.values(addressesByKey)).apply(mergeToBlocks);
    this.prefixListId = this.createPrefixList(name, addressesByKey, args);
    this.registerOutputs({
      addresses: this.addresses,
      accelerator: this.accelerator,
      pool: this.pool,
      publicNames: this.publicNames,
      allowList: this.allowList,
      prefixListId: this.prefixListId,
    });
  }

  /** Addresses by key, in order of the keys. */
  private listAddresses(
    external: Readonly<Record<string, pulumi.Input<string>>>,
  ): Record<string, pulumi.Output<string>> {
    const elastic = Object.entries(this.addresses).map(
      ([key, { publicIp }]) => [key, publicIp] as const,
    );
    const fixed = Object.entries(this.accelerator?.addresses ?? {});
    const others = Object.entries(external).map(
      ([key, publicIp]) => [key, pulumi.output(publicIp)] as const,
    );
    const blocks = Object.entries(this.pool?.blocks ?? {});
    const all = [...elastic, ...fixed, ...blocks, ...others];
    return Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  private createAddress(
    name: string,
    key: string,
    address: AddressArgs,
    { protect = true, pool, tags }: StaticAddressesArgs,
    block: pulumi.Resource | undefined,
  ): InventoryAddress & { readonly publicDns: pulumi.Output<string> } {
    const adopted = address.adopt !== undefined;
    const inventoryTags = {
      "holdfast:key": key,
      "holdfast:role": address.role,
      "holdfast:holder": address.holder,
      ...(address.releaseAllowed && { "holdfast:release": "allowed" }),
      ...(adopted && { "holdfast:adopted": "true" }),
    };
    const kept = protect && !address.releaseAllowed;
    const existing = address.adopt ?? address.allocationId;
    const eip = new Eip(
      name,
      {
        domain: "vpc",
        ...(existing === undefined && this.source(pool)),
        tags: adopted ? undefined : named(name, { ...tags, ...inventoryTags }),
      },
      {
        parent: this,
        protect: kept,
        retainOnDelete: kept || adopted,
        // AWS does not release a block while one of its addresses exists.
        dependsOn: block ? [block] : [],
        // Importing an id that the state already has changes nothing.
        ...(existing !== undefined && { import: existing }),
        ignoreChanges: [
          // AWS cannot move an address to another pool: a change would replace the address.
          "publicIpv4Pool",
          "ipamPoolId",
          // An adopted address keeps its owner's tags. The stack's tags are separate resources.
          ...(adopted ? ["tags", "tagsAll"] : []),
        ],
      },
    );
    if (address.reverseDns !== undefined) {
      new EipDomainName(
        `${name}-reverse`,
        { allocationId: eip.allocationId, domainName: address.reverseDns },
        { parent: this },
      );
    }
    const { publicIp, publicDns } = eip;
    if (!adopted) return { allocationId: eip.allocationId, publicIp, publicDns };
    // Holders of an adopted address wait for the tags that mark it as this stack's. Otherwise, after a killed update,
    // the address would look as if another stack used it.
    const ownTags = this.createTags(name, eip, { ...tags, ...inventoryTags });
    const allocationId = pulumi.all([eip.allocationId, ...ownTags]).apply(([id]) => id!);
    return { allocationId, publicIp, publicDns };
  }

  /** Returns the pool for new addresses. */
  private source(pool: AddressPool | undefined): AddressPool | undefined {
    if (pool && "publicIpv4Pool" in pool) return pool;
    return this.pool && { ipamPoolId: this.pool.ipamPoolId };
  }

  private createTags(name: string, { allocationId }: Eip, tags: Tags): pulumi.Output<string>[] {
    return Object.entries(tags).map(([key, value]) => {
      const tagName = `${name}-${key.replaceAll(":", "-")}`;
      return new Tag(tagName, { resourceId: allocationId, key, value }, { parent: this }).id;
    });
  }

  /**
   * Each entry is a separate resource with its key, so that a new address adds one entry and changes no other.
   * Entries are not merged, because the number of blocks is known only after AWS has assigned the addresses. The size
   * is a multiple of ten: a security group that references the list counts its size, not its entries, against its 60
   * rules. The size shrinks in the update after the one that deletes entries, because an update deletes last.
   */
  private createPrefixList(
    name: string,
    addresses: Readonly<Record<string, pulumi.Output<string>>>,
    { listed = 0, tags }: StaticAddressesArgs,
  ): pulumi.Output<string> {
    const count = Math.max(Object.keys(addresses).length, listed);
    const list = new ManagedPrefixList(
      `${name}-allow-list`,
      {
        addressFamily: "IPv4",
        maxEntries: Math.max(10, Math.ceil(count / 10) * 10),
        tags: named(`${name}-allow-list`, tags),
      },
      { parent: this },
    );
    for (const [key, publicIp] of Object.entries(addresses)) {
      new ManagedPrefixListEntry(
        `${name}-${key}`,
        {
          prefixListId: list.id,
          cidr: publicIp.apply((value) => (value.includes("/") ? value : `${value}/32`)),
          description: key,
        },
        { parent: this },
      );
    }
    return list.id;
  }
}
