import type * as pulumi from "@pulumi/pulumi";

/** By availability zone. */
export type PerZone<T> = Readonly<Record<string, T>>;

/** A subnet, by its id and its IPv4 block. */
export interface Subnet {
  readonly id: pulumi.Input<string>;
  readonly cidr: pulumi.Input<string>;
}

/** Ids of route tables, by a key that is a suffix of route names, such as a zone letter or `public`. */
export type RouteTables = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * The VPC of components' resources: `Vpc` creates one, `networkFrom` describes an existing one. Zones determine the
 * number of resources, so they are plain values. Ids can be outputs.
 */
export interface Network {
  readonly vpcId: pulumi.Input<string>;
  /** Primary IPv4 block of the VPC. */
  readonly cidr: pulumi.Input<string>;
  readonly publicSubnets: PerZone<Subnet>;
  readonly privateSubnets: PerZone<Subnet>;
  /** Without duplicates. */
  readonly publicRouteTables: RouteTables;
  /** Without duplicates. */
  readonly privateRouteTables: RouteTables;
  /** Subnets of the front door: the public ones, or the private ones for address pairs with failover by route. */
  readonly frontDoorSubnets: PerZone<Subnet>;
  readonly frontDoorRouteTables: RouteTables;
  /** Public addresses of the egress; empty without NAT. */
  readonly egressAddresses: pulumi.Output<string[]>;
  /** Resources that must exist before others in the VPC can reach the internet; empty for an existing VPC. */
  readonly dependencies: readonly pulumi.Resource[];
}

/** All route tables of a network. */
export const routeTablesOf = (network: Network): RouteTables => ({
  ...network.publicRouteTables,
  ...network.privateRouteTables,
});
