import * as pulumi from "@pulumi/pulumi";
import type { AddressRole } from "../components/addresses/address";
import { type InventoryArgs, createInventory, mapValues, publicIpsOf } from "./inventory";
import { requirePlain } from "./plain";

export interface StaticAddressesArgs extends InventoryArgs {
  /** Keys of addresses for inbound traffic, such as `api`. A key always names the same address. */
  readonly ingress?: string[];
  /** Keys of addresses for outbound traffic, such as `nat-a`. */
  readonly egress?: string[];
}

/**
 * Elastic IPs that partners can allow-list. While `protect` is true, no update and no destroy releases one. Adding,
 * removing or reordering keys changes no other address.
 *
 * Each address costs $0.005 an hour, used or idle.
 */
export class StaticAddresses extends pulumi.ComponentResource {
  /** Allocation ids, by key. */
  readonly allocationIds: pulumi.Output<Record<string, string>>;
  /** Addresses, by key. */
  readonly publicIps: pulumi.Output<Record<string, string>>;
  /** The fewest CIDR blocks that contain exactly these addresses, for partners' allow-lists. */
  readonly allowList: pulumi.Output<string[]>;
  /** Id of a managed prefix list with the allow-list, for security groups and route tables. */
  readonly prefixListId: pulumi.Output<string>;

  constructor(name: string, args: StaticAddressesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:index:StaticAddresses", name, {}, opts);
    requirePlain(args);
    const request = (role: AddressRole) => (key: string) => ({ key, role, holder: "external" });
    const requests = [
      ...(args.ingress ?? []).map(request("ingress")),
      ...(args.egress ?? []).map(request("egress")),
    ];
    const inventory = createInventory(name, requests, args, this);
    this.allocationIds = pulumi.output(
      mapValues(inventory.addresses, ({ allocationId }) => allocationId),
    );
    this.publicIps = publicIpsOf(inventory);
    this.allowList = inventory.allowList;
    this.prefixListId = inventory.prefixListId;
    const { allocationIds, publicIps, allowList, prefixListId } = this;
    this.registerOutputs({ allocationIds, publicIps, allowList, prefixListId });
  }
}
