import type * as pulumi from "@pulumi/pulumi";
import type { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { addressOf } from "../addresses/address-map";
import { type Tags, named } from "../tags";
import { egressKey, type NatEgress } from "./egress";
import { letterOf } from "./plan-subnets";

/** The VPC of the gateways. */
interface NatGatewayArgs {
  readonly parent: pulumi.ComponentResource;
  readonly vpcId: pulumi.Output<string>;
  /** Subnets by zone. */
  readonly publicSubnets: Readonly<Record<string, { readonly id: pulumi.Output<string> }>>;
  readonly internet: InternetGateway;
  readonly tags: Tags | undefined;
}

/**
 * Creates `<name>-<letter>` for each zone with a gateway, or `<name>` if one gateway spans the zones.
 *
 * @returns a function that returns the gateway of a zone
 */
export function createNatGateways(
  name: string,
  { parent, vpcId, publicSubnets, internet, tags }: NatGatewayArgs,
  egress: NatEgress,
  zones: readonly string[],
): (zone: string) => NatGateway {
  const options = {
    parent,
    // A public NAT gateway works, and can be deleted, only while the VPC has its internet gateway.
    dependsOn: internet,
    // The new gateway needs the address of the old one, and an address has only one holder.
    deleteBeforeReplace: true,
  };
  const allocation = (zone: string) => addressOf(egress.addresses, egressKey(zone)).allocationId;

  if (egress.gateways === "regional") {
    const regional = new NatGateway(
      name,
      {
        availabilityMode: "regional",
        vpcId,
        availabilityZoneAddresses: zones.map((zone) => ({
          availabilityZone: zone,
          allocationIds: [allocation(zone)],
        })),
        tags: named(name, tags),
      },
      options,
    );
    return () => regional;
  }
  const zonal = (zone: string) =>
    new NatGateway(
      `${name}-${letterOf(zone)}`,
      {
        subnetId: publicSubnets[zone]!.id,
        allocationId: allocation(zone),
        tags: named(`${name}-${letterOf(zone)}`, tags),
      },
      options,
    );
  if (egress.gateways === "single") {
    const single = zonal(egress.zone);
    return () => single;
  }
  const perZone = new Map(zones.map((zone) => [zone, zonal(zone)]));
  return (zone) => perZone.get(zone)!;
}
