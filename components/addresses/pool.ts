import type * as pulumi from "@pulumi/pulumi";

/** Where new addresses come from: a pool of addresses brought to AWS (BYOIP), or a public pool of IPAM. */
export type AddressPool =
  { readonly publicIpv4Pool: pulumi.Input<string> } | { readonly ipamPoolId: pulumi.Input<string> };

export const isIpamPool = (id: string) => id.startsWith("ipam-pool-");

/** A pool by its id. */
export const poolOf = (id: string): AddressPool =>
  isIpamPool(id) ? { ipamPoolId: id } : { publicIpv4Pool: id };
