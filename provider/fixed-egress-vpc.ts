import * as pulumi from "@pulumi/pulumi";
import { type NatMode, requestEgressAddresses } from "../components/network/egress";
import { Vpc } from "../components/network/vpc";
import { type InventoryArgs, createInventory, mapValues } from "./inventory";
import { requirePlain } from "./plain";

export interface FixedEgressVpcArgs extends InventoryArgs {
  /** IPv4 block, /16 to /24. */
  readonly cidr: string;
  /** Names of at least two availability zones, in any order. */
  readonly availabilityZones: string[];
  /**
   * `perAz`: a NAT gateway in each zone, $0.045 an hour each (us-east-1). `single`: one for all zones, in the
   * first zone. `regional`: one regional gateway, billed for each zone that it spans. Defaults to `perAz`.
   */
  readonly gateways?: string;
}

/**
 * A VPC with fixed public addresses for outbound traffic: a public and a private subnet in each zone, and NAT
 * gateways with Elastic IPs. Private subnets are not reachable from the internet.
 *
 * The addresses have the keys `egress-<zone letter>`, for every value of `gateways`.
 */
export class FixedEgressVpc extends pulumi.ComponentResource {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Ids of the public subnets, by availability zone. */
  readonly publicSubnetIds: pulumi.Output<Record<string, string>>;
  /** Ids of the private subnets, by availability zone. */
  readonly privateSubnetIds: pulumi.Output<Record<string, string>>;
  /** The fewest CIDR blocks that contain exactly the addresses of outbound traffic, for partners' allow-lists. */
  readonly allowList: pulumi.Output<string[]>;

  constructor(name: string, args: FixedEgressVpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:index:FixedEgressVpc", name, {}, opts);
    const { cidr, availabilityZones, gateways = "perAz", tags } = args;
    requirePlain(args);
    const egress = natMode(gateways, availabilityZones[0]!);
    const requests = requestEgressAddresses(egress, availabilityZones);
    const { addresses, allowList } = createInventory(`${name}-addresses`, requests, args, this);
    const vpc = new Vpc(
      name,
      { cidr, availabilityZones, egress: { ...egress, addresses }, tags },
      { parent: this },
    );
    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = pulumi.output(mapValues(vpc.publicSubnets, ({ id }) => id));
    this.privateSubnetIds = pulumi.output(mapValues(vpc.privateSubnets, ({ id }) => id));
    this.allowList = allowList;
    const { vpcId, publicSubnetIds, privateSubnetIds } = this;
    this.registerOutputs({ vpcId, publicSubnetIds, privateSubnetIds, allowList });
  }
}

function natMode(gateways: string, zone: string): NatMode {
  switch (gateways) {
    case "perAz":
    case "regional":
      return { kind: "nat", gateways };
    case "single":
      return { kind: "nat", gateways, zone };
    default:
      throw new pulumi.InputPropertyError({
        propertyPath: "gateways",
        reason: `must be perAz, single or regional (got ${gateways})`,
      });
  }
}
