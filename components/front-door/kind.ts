import type * as pulumi from "@pulumi/pulumi";

/** What all front doors have in common. */
interface FrontDoor {
  /** Public addresses that clients connect to, by address key. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** TCP ports that serve the public. */
  readonly ports: readonly number[];
}

/** Its public name leads to its addresses one by one, each as long as it is healthy. */
export interface CheckedEntry extends FrontDoor {
  /** Where each address answers whether it serves: HTTP on this port and path. */
  readonly health: { readonly port: number; readonly path: string };
}

/** Its public name is an alias of a name of AWS, which answers with addresses that serve. */
export interface AliasedEntry extends FrontDoor {
  readonly alias: {
    readonly dnsName: pulumi.Output<string>;
    /** Of the hosted zone of `dnsName`, which alias records name beside it. */
    readonly zoneId: pulumi.Output<string>;
  };
}

/** What the rest of a program knows of a front door; `"alias" in entry` tells the two apart. */
export type Entry = CheckedEntry | AliasedEntry;
