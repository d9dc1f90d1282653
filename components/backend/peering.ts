import * as pulumi from "@pulumi/pulumi";
import { PeeringConnectionOptions } from "@pulumi/aws/ec2/peeringConnectionOptions";
import { Route } from "@pulumi/aws/ec2/route";
import { VpcPeeringConnection } from "@pulumi/aws/ec2/vpcPeeringConnection";
import type { Network } from "../network/network";
import { type Tags, named } from "../tags";

interface PeeringArgs {
  /** Network whose front door subnets (public ones by default) reach the backend's private subnets. */
  readonly frontDoor: Network;
  /** Network in the same account and region, with a CIDR that does not overlap. */
  readonly backend: Network;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/**
 * A private connection between the front door and a colour's load balancer.
 *
 * Guarantees
 * - The front door's subnets and the backend's private subnets have routes to each other. No other subnet has
 *   one.
 * - DNS names of each side resolve to private addresses on the other.
 *
 * The peering is free; traffic between zones costs $0.01 per GB in each direction.
 *
 * Creates `<name>` (peering connection, and its options), `<name>-there` (route in the front door's public route
 * table), or for a front door in private subnets `<name>-there-<letter>` for each zone, and `<name>-back-<letter>`
 * for each zone of the backend.
 */
export class Peering extends pulumi.ComponentResource {
  readonly connectionId: pulumi.Output<string>;

  constructor(name: string, args: PeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:backend:Peering", name, {}, opts);
    const { frontDoor, backend } = args;
    const connection = new VpcPeeringConnection(
      name,
      {
        vpcId: frontDoor.vpcId,
        peerVpcId: backend.vpcId,
        autoAccept: true,
        tags: named(name, args.tags),
      },
      { parent: this },
    );
    new PeeringConnectionOptions(
      name,
      {
        vpcPeeringConnectionId: connection.id,
        requester: { allowRemoteVpcDnsResolution: true },
        accepter: { allowRemoteVpcDnsResolution: true },
      },
      { parent: this },
    );
    const route = (
      role: string,
      routeTableId: pulumi.Input<string>,
      destinationCidrBlock: pulumi.Input<string>,
    ) =>
      new Route(
        `${name}-${role}`,
        { routeTableId, destinationCidrBlock, vpcPeeringConnectionId: connection.id },
        { parent: this },
      );
    for (const [key, table] of Object.entries(frontDoor.frontDoorRouteTables)) {
      route(key === "public" ? "there" : `there-${key}`, table, backend.cidr);
    }
    for (const [key, table] of Object.entries(backend.privateRouteTables)) {
      route(`back-${key}`, table, frontDoor.cidr);
    }
    this.connectionId = connection.id;
    this.registerOutputs({ connectionId: this.connectionId });
  }
}
