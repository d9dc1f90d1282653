import type * as pulumi from "@pulumi/pulumi";

/** The pool that new addresses are allocated from: addresses brought to AWS (BYOIP), or a public IPAM pool. */
export type AddressPool =
  | { readonly publicIpv4Pool: pulumi.Input<string> }
  | {
      readonly ipamPoolId: pulumi.Input<string>;
      /** IPv4 blocks of the pool that the allow-list gets, by key: what load balancers draw from. @default - none */
      readonly blocks?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
    };

/** An IPAM pool that load balancers draw addresses from. */
export interface StaticPool {
  readonly ipamPoolId: pulumi.Input<string>;
  /** Its IPv4 blocks, by key: what partners allow-list. */
  readonly blocks: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The pool of an inventory. */
export interface InventoryPool extends StaticPool {
  readonly ipamPoolId: pulumi.Output<string>;
  readonly blocks: Readonly<Record<string, pulumi.Output<string>>>;
}

/** How many addresses of the pool a load balancer takes by itself. */
export interface PoolDraw {
  /** What takes them, such as `the ALB`. */
  readonly by: string;
  /** With fewer free ones, it is refused. */
  readonly least: number;
  /** With fewer free ones, a notice says so. */
  readonly advised: number;
  /** Where the two numbers come from, for the messages. */
  readonly why: string;
}

export const isIpamPool = (id: string) => id.startsWith("ipam-pool-");

/**
 * A pool by its id.
 *
 * @param blocks of an IPAM pool, that the allow-list gets
 */
export const poolOf = (id: string, blocks?: Readonly<Record<string, string>>): AddressPool =>
  isIpamPool(id) ? { ipamPoolId: id, blocks } : { publicIpv4Pool: id };
