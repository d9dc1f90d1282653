import type * as pulumi from "@pulumi/pulumi";

/** Whether clients connect to the address (ingress), or outbound traffic comes from it (egress). */
export type AddressRole = "ingress" | "egress";

/** Key of the accelerator in the inventory. Its addresses have this key with a number. */
export const ACCELERATOR_KEY = "entry-accelerator";

/** Key of a block of addresses in the inventory. */
export const BLOCK_KEY = "entry-block";

/** An Elastic IP, as a component uses it. */
export interface StaticAddress {
  readonly allocationId: pulumi.Input<string>;
  readonly publicIp: pulumi.Input<string>;
}

/** An Elastic IP that the inventory creates or adopts. */
export interface InventoryAddress extends StaticAddress {
  readonly allocationId: pulumi.Output<string>;
  readonly publicIp: pulumi.Output<string>;
}

/** An address of an inventory: a new one, one that the inventory created earlier, or one that it adopts. */
export interface AddressArgs {
  readonly role: AddressRole;
  /** Short name of what the address is associated with, kept as the tag `holdfast:holder`. */
  readonly holder: string;
  /**
   * Allocation id of an Elastic IP that this inventory created earlier, to import it again (after a lost
   * state, a destroy that retained it, or a killed update).
   *
   * @default - a new address
   */
  readonly allocationId?: string | undefined;
  /**
   * Allocation id of an Elastic IP that was created elsewhere. It keeps its tags, gets this inventory's tags,
   * and is never released by this inventory.
   *
   * @default - a new address
   */
  readonly adopt?: string | undefined;
  /** @default false */
  readonly releaseAllowed?: boolean | undefined;
  /**
   * Fully qualified name for reverse DNS. Its A record must already point to the address.
   *
   * @default - the name that AWS assigns
   */
  readonly reverseDns?: string | undefined;
}
