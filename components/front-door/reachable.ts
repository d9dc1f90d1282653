import type * as pulumi from "@pulumi/pulumi";

/** The outputs of every front door component. */
interface Reachable {
  /** Public addresses that clients connect to, by address key. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** TCP ports that serve the public. */
  readonly ports: readonly number[];
}

/** A front door with a public name that resolves to its addresses, as long as Route 53 finds each one healthy. */
export interface CheckedFrontDoor extends Reachable {
  /** The health check of each address: HTTP on this port and path. */
  readonly health: { readonly port: number; readonly path: string };
}

/** A front door with a public name that is an alias: AWS's name resolves to the healthy addresses. */
export interface AliasedFrontDoor extends Reachable {
  readonly alias: {
    readonly dnsName: pulumi.Output<string>;
    /** Id of the hosted zone of `dnsName`, which an alias record needs. */
    readonly zoneId: pulumi.Output<string>;
  };
}
