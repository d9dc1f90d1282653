import * as aws from "@pulumi/aws";
import { ClassicVpc, groupFor } from "../parts";
import type { ForeignProgram } from "../program";

/** PostgreSQL in two zones, in subnets without egress, and endpoints for the servers' calls. */
export const database: ForeignProgram = {
  title: "a database in two zones",
  declare: (wrong) => {
    const vpc = new ClassicVpc("data", { cidr: "10.0.0.0/16", nat: true, isolated: true });
    const servers = groupFor("servers", vpc.vpc.id, 8080, ["10.0.0.0/16"]);
    const group = new aws.ec2.SecurityGroup("postgres", {
      vpcId: vpc.vpc.id,
      ingress: [
        { protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [servers.id] },
        ...(wrong
          ? [{ protocol: "tcp", fromPort: 5000, toPort: 6000, ipv6CidrBlocks: ["2000::/3"] }]
          : []),
      ],
    });
    const subnets = new aws.rds.SubnetGroup("postgres", { subnetIds: vpc.isolatedSubnetIds });
    new aws.rds.Instance("postgres", {
      engine: "postgres",
      instanceClass: "db.t4g.medium",
      allocatedStorage: 20,
      multiAz: true,
      storageEncrypted: true,
      manageMasterUserPassword: true,
      username: "shop",
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [group.id],
    });
    const [tableA, tableB] = [...vpc.privateTables.values()].map(({ id }) => id);
    new aws.ec2.VpcEndpoint("s3", {
      vpcId: vpc.vpc.id,
      serviceName: "com.amazonaws.us-east-1.s3",
      routeTableIds: wrong ? [tableA!] : [tableA!, tableB!],
    });
    new aws.ec2.VpcEndpoint("secrets", {
      vpcId: vpc.vpc.id,
      serviceName: "com.amazonaws.us-east-1.secretsmanager",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: vpc.privateSubnetIds.slice(0, wrong ? 1 : 2),
      securityGroupIds: [groupFor("secrets", vpc.vpc.id, 443, ["10.0.0.0/16"]).id],
    });
  },
  mistakes: {
    "aws-ec2-security-group-disallow-open-administration": [
      "security group rules of postgres should not admit the internet to administration ports, got 2000::/3 to 5985, 5986, 5900, 5432; restrict the rules to specific CIDR blocks",
    ],
    "aws-ec2-vpc-endpoint-require-every-table": [
      "endpoint s3 should be in a private route table of each zone of data, got data-private-a; add data-private-b",
    ],
    "aws-ec2-vpc-endpoint-require-two-zones": [
      "endpoint secrets should be in at least 2 availability zones, got us-east-1a; add a subnet of another zone",
    ],
  },
};
