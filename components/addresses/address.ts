import type * as pulumi from "@pulumi/pulumi";

/** Whether clients connect to an address (ingress) or outgoing traffic comes from it (egress). */
export type AddressRole = "ingress" | "egress";

/** Key of an accelerator in the inventory; its addresses have it with a number. */
export const ACCELERATOR_KEY = "entry-accelerator";

/** Key of a block of addresses in the inventory. */
export const BLOCK_KEY = "entry-block";

/** An Elastic IP, as a component needs it. */
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
   * Allocation id of an Elastic IP that this inventory made earlier and that is to be taken back
   * into it (after a lost state, a destroy that retained it, or an update that was killed).
   *
   * @default - a new address
   */
  readonly allocationId?: string | undefined;
  /**
   * Allocation id of an Elastic IP that was made elsewhere. It gets this inventory's tags beside its
   * own, and is never released by it.
   *
   * @default - a new address
   */
  readonly adopt?: string | undefined;
  /** @default false */
  readonly releaseAllowed?: boolean | undefined;
  /**
   * Fully qualified name for reverse DNS. Its A record must already point to the address.
   *
   * @default - the name that AWS gives
   */
  readonly reverseDns?: string | undefined;
}
