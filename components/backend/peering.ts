import * as pulumi from "@pulumi/pulumi";
import { PeeringConnectionOptions } from "@pulumi/aws/ec2/peeringConnectionOptions";
import { Route } from "@pulumi/aws/ec2/route";
import { VpcPeeringConnection } from "@pulumi/aws/ec2/vpcPeeringConnection";
import type { Network } from "../network/network";
import { type Tags, named } from "../tags";

interface PeeringArgs {
  /** Whose subnets of the front door (public ones unless it says otherwise) reach the other's private subnets. */
  readonly frontDoor: Network;
  /** Of the same account and region, with a block that does not overlap the other's. */
  readonly backend: Network;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/**
 * A private way between the front door and a colour's load balancer.
 *
 * Guarantees
 * - The front door's subnets and private subnets of the backend's have routes to each
 *   other; no other subnet has one.
 * - Names of either side resolve to private addresses on the other.
 *
 * It costs nothing by itself; traffic between zones costs $0.01 per GB each way.
 *
 * Creates `<name>` (peering connection, and its options), `<name>-there` (route in the public route table
 * of a front door there) or for each zone of one in private subnets `<name>-there-<letter>`, and for each zone of the backend `<name>-back-<letter>`.
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
