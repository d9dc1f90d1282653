import type * as pulumi from "@pulumi/pulumi";

/** What all front doors have in common, and all that the rest of a program knows of them. */
export interface Entry {
  /** Public addresses that clients connect to, by address key. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** TCP ports that serve the public. */
  readonly ports: readonly number[];
  /** Where each address answers whether it serves: HTTP on this port and path. */
  readonly health: { readonly port: number; readonly path: string };
}
