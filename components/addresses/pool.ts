import type * as pulumi from "@pulumi/pulumi";

/** The pool that new addresses are allocated from: addresses brought to AWS (BYOIP), or a public IPAM pool. */
export type AddressPool =
  { readonly publicIpv4Pool: pulumi.Input<string> } | { readonly ipamPoolId: pulumi.Input<string> };

export const isIpamPool = (id: string) => id.startsWith("ipam-pool-");

/** A pool by its id. */
export const poolOf = (id: string): AddressPool =>
  isIpamPool(id) ? { ipamPoolId: id } : { publicIpv4Pool: id };
