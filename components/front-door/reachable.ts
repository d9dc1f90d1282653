import type * as pulumi from "@pulumi/pulumi";

/** The outputs of every front door component. */
interface Reachable {
  /** Public addresses that clients connect to, by address key. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** TCP ports that serve the public. */
  readonly ports: readonly number[];
}

/** A front door with a public name that resolves to the addresses that Route 53 finds healthy. */
export interface CheckedFrontDoor extends Reachable {
  /** The health check of each address: HTTP on this port and path. */
  readonly health: { readonly port: number; readonly path: string };
}

/** A front door whose public name is an alias of a name that AWS resolves to the healthy addresses. */
export interface AliasedFrontDoor extends Reachable {
  readonly alias: {
    readonly dnsName: pulumi.Output<string>;
    /** Id of the hosted zone of `dnsName`, which an alias record needs. */
    readonly zoneId: pulumi.Output<string>;
  };
}

/** A move of addresses from another front door, zone by zone. The public name follows after the first zone. */
export interface FrontDoorMove {
  /** What must have happened before the public name resolves to the new front door. */
  readonly begun: readonly pulumi.Resource[];
  /**
   * Moves the other addresses.
   *
   * @param after what must have happened before: the records of the public name
   */
  readonly moveRest: (after: readonly pulumi.Resource[]) => void;
}
