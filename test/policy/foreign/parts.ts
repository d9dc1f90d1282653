import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

interface VpcArgs {
  readonly cidr: string;
  /** Whether the private subnets of each zone have a NAT gateway of that zone. */
  readonly nat: boolean;
  /** A further tier of private subnets without egress, for databases. */
  readonly isolated?: boolean;
  /** The zone whose NAT gateway serves a zone. @default - its own */
  readonly natOf?: (zone: string) => string;
}

const ZONES = ["a", "b"];

/** Subnets and NAT gateways in two zones, as awsx.ec2.Vpc has them. */
export class ClassicVpc extends pulumi.ComponentResource {
  readonly vpc: aws.ec2.Vpc;
  readonly publicSubnetIds: pulumi.Output<string>[] = [];
  readonly privateSubnetIds: pulumi.Output<string>[] = [];
  readonly isolatedSubnetIds: pulumi.Output<string>[] = [];
  /** By zone. */
  readonly privateTables = new Map<string, aws.ec2.RouteTable>();
  readonly #name: string;
  #block = 0;

  constructor(name: string, { cidr, nat, isolated = false, natOf = (zone) => zone }: VpcArgs) {
    super("awsx:ec2:Vpc", name);
    this.#name = name;
    this.vpc = new aws.ec2.Vpc(name, { cidrBlock: cidr, tags: { Name: name } }, { parent: this });
    const gateways = new Map<string, aws.ec2.NatGateway>();
    if (nat) {
      const internet = new aws.ec2.InternetGateway(name, { vpcId: this.vpc.id }, { parent: this });
      for (const zone of ZONES) {
        const table = this.#table(`public-${zone}`);
        const subnetId = this.#subnet("public", zone, table);
        this.publicSubnetIds.push(subnetId);
        const out = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" };
        new aws.ec2.Route(
          `${name}-public-${zone}`,
          { ...out, gatewayId: internet.id },
          { parent: this },
        );
        const tags = { Name: `${name}-${zone}` };
        const address = new aws.ec2.Eip(
          `${name}-${zone}`,
          { domain: "vpc", tags },
          { parent: this },
        );
        const args = { subnetId, allocationId: address.allocationId, tags };
        gateways.set(zone, new aws.ec2.NatGateway(`${name}-${zone}`, args, { parent: this }));
      }
    }
    for (const zone of ZONES) {
      const table = this.#table(`private-${zone}`);
      this.privateTables.set(zone, table);
      this.privateSubnetIds.push(this.#subnet("private", zone, table));
      const gateway = gateways.get(natOf(zone));
      const out = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" };
      if (gateway) {
        const args = { ...out, natGatewayId: gateway.id };
        new aws.ec2.Route(`${name}-private-${zone}`, args, { parent: this });
      }
      if (isolated) {
        const own = this.#table(`isolated-${zone}`);
        this.isolatedSubnetIds.push(this.#subnet("isolated", zone, own));
      }
    }
  }

  #table(key: string): aws.ec2.RouteTable {
    const vpcId = this.vpc.id;
    return new aws.ec2.RouteTable(`${this.#name}-${key}`, { vpcId }, { parent: this });
  }

  #subnet(tier: string, zone: string, table: aws.ec2.RouteTable): pulumi.Output<string> {
    const name = `${this.#name}-${tier}-${zone}`;
    const subnet = new aws.ec2.Subnet(
      name,
      {
        vpcId: this.vpc.id,
        availabilityZone: `us-east-1${zone}`,
        cidrBlock: `10.0.${(this.#block += 1)}.0/24`,
      },
      { parent: this },
    );
    const args = { subnetId: subnet.id, routeTableId: table.id };
    new aws.ec2.RouteTableAssociation(name, args, { parent: this });
    return subnet.id;
  }
}

/** A role that an AWS service may assume. */
export const serviceRole = (name: string, service: string): aws.iam.Role =>
  new aws.iam.Role(name, {
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    }),
  });

/** A bucket, encrypted and with all access from outside blocked. */
export function privateBucket(name: string, args: aws.s3.BucketArgs = {}): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket(name, args);
  new aws.s3.BucketServerSideEncryptionConfiguration(name, {
    bucket: bucket.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  blockPublicAccess(name, bucket.id);
  return bucket;
}

export const blockPublicAccess = (name: string, bucket: pulumi.Input<string>) =>
  new aws.s3.BucketPublicAccessBlock(name, {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });

/** A security group that admits one port from blocks. */
export const groupFor = (
  name: string,
  vpcId: pulumi.Input<string>,
  port: number,
  cidrBlocks: readonly string[],
): aws.ec2.SecurityGroup =>
  new aws.ec2.SecurityGroup(name, {
    vpcId,
    ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [...cidrBlocks] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });

/** A launch template of today: tokens for metadata, an encrypted gp3 disk. */
export const launchTemplate = (
  name: string,
  args: aws.ec2.LaunchTemplateArgs = {},
): aws.ec2.LaunchTemplate =>
  new aws.ec2.LaunchTemplate(name, {
    imageId: "ami-0123456789abcdef0",
    instanceType: "t3.micro",
    metadataOptions: { httpTokens: "required" },
    blockDeviceMappings: [
      { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", encrypted: "true" } },
    ],
    ...args,
  });
