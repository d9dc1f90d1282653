import type * as pulumi from "@pulumi/pulumi";

/** The pool that new addresses are allocated from: addresses brought to AWS (BYOIP), or a public IPAM pool. */
export type AddressPool =
  | { readonly publicIpv4Pool: pulumi.Input<string> }
  | {
      readonly ipamPoolId: pulumi.Input<string>;
      /** IPv4 blocks of the pool for the allow-list, by key: load balancers use their addresses. @default - none */
      readonly blocks?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
    };

/** An IPAM pool that load balancers take addresses from. */
export interface StaticPool {
  readonly ipamPoolId: pulumi.Input<string>;
  /** Its IPv4 blocks, by key, which partners allow-list. */
  readonly blocks: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The pool of an inventory. */
export interface InventoryPool extends StaticPool {
  readonly ipamPoolId: pulumi.Output<string>;
  readonly blocks: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Number of addresses that a load balancer takes from the pool. */
export interface PoolDraw {
  /** Display name of the load balancer, such as `the ALB`. */
  readonly by: string;
  /** Minimum of free addresses. With fewer, the configuration is rejected. */
  readonly least: number;
  /** Recommended number of free addresses. With fewer, there is a notice. */
  readonly advised: number;
  /** Reason for both numbers, for messages. */
  readonly why: string;
}

export const isIpamPool = (id: string) => id.startsWith("ipam-pool-");

/**
 * Describes an existing pool.
 *
 * @param blocks IPv4 blocks of an IPAM pool, for the allow-list
 */
export const poolOf = (id: string, blocks?: Readonly<Record<string, string>>): AddressPool =>
  isIpamPool(id) ? { ipamPoolId: id, blocks } : { publicIpv4Pool: id };
