import type * as pulumi from "@pulumi/pulumi";
import { getSubnetOutput } from "@pulumi/aws/ec2/getSubnet";
import { getVpcOutput } from "@pulumi/aws/ec2/getVpc";
import type { Network } from "../components/network/network";
import { networkFrom } from "../components/network/network-from";
import { mapValues } from "./inventory";

/** The existing VPC of a front door. */
export interface ExistingNetworkArgs {
  /** Id of an existing VPC with an internet gateway. Nothing in it is changed. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Ids of its public subnets, by availability zone: one in each of at least two zones, with a route to the
   * internet gateway. Zones must be plain values, because they determine the number of resources.
   */
  readonly publicSubnetIds: Record<string, pulumi.Input<string>>;
}

/** Describes the network; its CIDRs are looked up. The front door is in public subnets only. */
export function existingNetwork(
  { vpcId, publicSubnetIds }: ExistingNetworkArgs,
  parent: pulumi.ComponentResource,
): Network {
  const subnets = mapValues(publicSubnetIds, (id) => ({
    id,
    cidr: getSubnetOutput({ id }, { parent }).cidrBlock,
  }));
  return networkFrom({
    vpcId,
    cidr: getVpcOutput({ id: vpcId }, { parent }).cidrBlock,
    publicSubnets: subnets,
    privateSubnets: subnets,
  });
}
