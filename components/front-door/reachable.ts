import type * as pulumi from "@pulumi/pulumi";

/** What the component of every front door has. */
interface Reachable {
  /** Public addresses that clients connect to, by address key. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** TCP ports that serve the public. */
  readonly ports: readonly number[];
}

/** A front door whose public name resolves to its addresses, each as long as Route 53 finds it healthy. */
export interface CheckedFrontDoor extends Reachable {
  /** Where each address answers whether it serves: HTTP on this port and path. */
  readonly health: { readonly port: number; readonly path: string };
}

/** A front door whose public name is an alias of a name of AWS, which resolves to addresses that serve. */
export interface AliasedFrontDoor extends Reachable {
  readonly alias: {
    readonly dnsName: pulumi.Output<string>;
    /** Of the hosted zone of `dnsName`, which alias records name beside it. */
    readonly zoneId: pulumi.Output<string>;
  };
}
