import type * as pulumi from "@pulumi/pulumi";

/** By availability zone. */
export type PerZone<T> = Readonly<Record<string, T>>;

/** A subnet, by its id and its IPv4 block. */
export interface Subnet {
  readonly id: pulumi.Input<string>;
  readonly cidr: pulumi.Input<string>;
}

/** Ids of route tables, by a key that ends the names of routes, such as a zone letter or `public`. */
export type RouteTables = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * The VPC that components create their resources in: `Vpc` creates one, `networkFrom` describes an existing one. Zones
 * decide how many resources there are, so they are plain values. Ids may be outputs.
 */
export interface Network {
  readonly vpcId: pulumi.Input<string>;
  /** Primary IPv4 block of the VPC. */
  readonly cidr: pulumi.Input<string>;
  readonly publicSubnets: PerZone<Subnet>;
  readonly privateSubnets: PerZone<Subnet>;
  /** Each table once. */
  readonly publicRouteTables: RouteTables;
  /** Each table once. */
  readonly privateRouteTables: RouteTables;
  /** Subnets of the front door: the public ones, or the private ones for address pairs with failover by route. */
  readonly frontDoorSubnets: PerZone<Subnet>;
  readonly frontDoorRouteTables: RouteTables;
  /** Public addresses of the egress; none without NAT. */
  readonly egressAddresses: pulumi.Output<string[]>;
  /** Resources that must exist before others in the VPC can reach the internet; none for an existing VPC. */
  readonly dependencies: readonly pulumi.Resource[];
}

/** All route tables of a network. */
export const routeTablesOf = (network: Network): RouteTables => ({
  ...network.publicRouteTables,
  ...network.privateRouteTables,
});
