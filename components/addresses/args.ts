import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags";
import type { AcceleratorArgs } from "./accelerator";
import type { AddressArgs } from "./address";
import type { BlockArgs } from "./block";
import type { AddressRequest } from "./plan-addresses";
import type { AddressPool } from "./pool";

/** Arguments of `StaticAddresses`. Keys are contracts: a changed key is another address. */
export interface StaticAddressesArgs {
  /** The addresses by key, or the list that a function `request…Addresses` returns. A key always names the same address. */
  readonly addresses: Readonly<Record<string, AddressArgs>> | readonly AddressRequest[];
  /**
   * Other public addresses and IPv4 blocks for the allow-list, by key, such as those of an existing NAT gateway. They
   * are read only: not tagged, not protected, not released. @default - none
   */
  readonly external?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  /**
   * Number of entries that the allow-list has in AWS now. AWS rejects a smaller maximum size, and an update deletes
   * entries last, so the list shrinks with the next update. @default - the number of addresses
   */
  readonly listed?: number | undefined;
  /** A Global Accelerator, whose two addresses are in the inventory too. @default - none */
  readonly accelerator?: AcceleratorArgs | undefined;
  /** The pool for new addresses. Existing addresses stay in their pool. @default - Amazon's pool */
  readonly pool?: AddressPool | undefined;
  /** A block of addresses and its pool, for new addresses. Cannot be combined with `pool`. @default - none */
  readonly block?: BlockArgs | undefined;
  /**
   * Whether Pulumi protects addresses from deletion, and AWS retains them when they leave the stack.
   *
   * @default true
   */
  readonly protect?: boolean | undefined;
  /** @default - only `Name` and the inventory's own `holdfast:*` tags */
  readonly tags?: Tags | undefined;
}
