import * as pulumi from "@pulumi/pulumi";
import { WrongArguments } from "../settings/check-args";
import { known, valueAt } from "../settings/known";
import { validateNetworkArg } from "./check-args";
import type { Network, PerZone, RouteTables, Subnet } from "./network";
import { networkProblem } from "./problems";

/** Arguments of `networkFrom`: an existing VPC. */
export interface NetworkFromArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Primary IPv4 block of the VPC. */
  readonly cidr: pulumi.Input<string>;
  /** One subnet in each zone, with a default route to an internet gateway; at least two zones. */
  readonly publicSubnets: pulumi.Input<PerZone<Subnet>>;
  /** One subnet in each of the same zones. */
  readonly privateSubnets: pulumi.Input<PerZone<Subnet>>;
  /**
   * The zones. Required if the subnets are an output, such as one of a `StackReference`: zones determine the number
   * of resources, so they must be plain values. @default - the zones of the subnets
   */
  readonly availabilityZones?: readonly string[] | undefined;
  /**
   * Route tables of the public subnets, without duplicates. They get routes to the colours' VPCs, for peerings, and
   * to the addresses of pairs with failover by route.
   *
   * @default - no route is added
   */
  readonly publicRouteTables?: RouteTables | undefined;
  /** Route tables of the private subnets, in the same way. @default - no route is added */
  readonly privateRouteTables?: RouteTables | undefined;
  /** Subnets of the front door. @default "public" */
  readonly frontDoorTier?: "public" | "private" | undefined;
  /** Public addresses of the egress, such as those of NAT gateways. @default - none */
  readonly egressAddresses?: pulumi.Output<string[]> | undefined;
}

/**
 * Describes an existing VPC, for components to create their resources in. It creates no resources and looks nothing
 * up.
 *
 * @example
 * ```ts
 * const network = networkFrom({
 *   vpcId: "vpc-0a1b2c3d4e5f60718",
 *   cidr: "10.0.0.0/16",
 *   publicSubnets: {
 *     "eu-west-1a": { id: "subnet-0a000000000000001", cidr: "10.0.0.0/24" },
 *     "eu-west-1b": { id: "subnet-0a000000000000002", cidr: "10.0.1.0/24" },
 *   },
 *   privateSubnets: {
 *     "eu-west-1a": { id: "subnet-0b000000000000001", cidr: "10.0.128.0/24" },
 *     "eu-west-1b": { id: "subnet-0b000000000000002", cidr: "10.0.129.0/24" },
 *   },
 * });
 * ```
 */
export function networkFrom(args: NetworkFromArgs): Network {
  const publicSubnets = subnetsByZone("publicSubnets", args);
  const privateSubnets = subnetsByZone("privateSubnets", args);
  const { vpcId, cidr } = args;
  const problems = validateNetworkArg({ cidr, publicSubnets, privateSubnets }, "");
  if (problems.length > 0) throw new WrongArguments("networkFrom", problems);
  const { publicRouteTables = {}, privateRouteTables = {} } = args;
  const isPrivate = args.frontDoorTier === "private";
  return {
    vpcId,
    cidr,
    publicSubnets,
    privateSubnets,
    publicRouteTables,
    privateRouteTables,
    frontDoorSubnets: isPrivate ? privateSubnets : publicSubnets,
    frontDoorRouteTables: isPrivate ? privateRouteTables : publicRouteTables,
    egressAddresses: args.egressAddresses ?? pulumi.output([]),
    dependencies: [],
  };
}

/** Returns the subnets of a tier. An output becomes an output for each zone of `availabilityZones`. */
function subnetsByZone(
  tier: "publicSubnets" | "privateSubnets",
  { [tier]: subnets, availabilityZones }: NetworkFromArgs,
): PerZone<Subnet> {
  const plain = known(subnets);
  if (plain !== undefined) return plain;
  if (availabilityZones === undefined) {
    const problem = networkProblem("zones-of-output", { path: "availabilityZones" }, { tier });
    throw new WrongArguments("networkFrom", [problem]);
  }
  const inZone = (zone: string): Subnet => {
    const { id, cidr } = valueAt(subnets, zone, tier, "subnets");
    return { id, cidr };
  };
  return Object.fromEntries(availabilityZones.map((zone) => [zone, inZone(zone)]));
}
