import * as aws from "@pulumi/aws";
import { ClassicVpc, groupFor, serviceRole } from "../parts";
import type { ForeignProgram } from "../program";

/** A bastion with its own address, reachable from an office in working hours. */
export const bastion: ForeignProgram = {
  title: "a bastion",
  declare: (wrong) => {
    const vpc = new ClassicVpc("office", { cidr: "10.0.0.0/16", nat: true });
    const group = groupFor("bastion", vpc.vpc.id, 22, ["198.51.100.0/24"]);
    const everybody = wrong ? ["0.0.0.0/1", "128.0.0.0/1"] : [];
    everybody.forEach(
      (cidrIpv4, index) =>
        new aws.vpc.SecurityGroupIngressRule(`anywhere-${index}`, {
          securityGroupId: group.id,
          ipProtocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrIpv4,
        }),
    );
    const instance = new aws.ec2.Instance("bastion", {
      ami: "ami-0123456789abcdef0",
      instanceType: "t4g.nano",
      subnetId: vpc.publicSubnetIds[0]!,
      vpcSecurityGroupIds: [group.id],
      metadataOptions: { httpTokens: "required" },
      rootBlockDevice: { volumeType: "gp3", encrypted: !wrong },
    });
    const address = new aws.ec2.Eip(
      "bastion",
      { domain: "vpc", tags: { Name: "bastion" } },
      { protect: true },
    );
    new aws.ec2.EipAssociation("bastion", {
      instanceId: instance.id,
      allocationId: address.allocationId,
    });
    new aws.route53.Record("bastion", {
      zoneId: new aws.route53.Zone("office", { name: "example.com" }).zoneId,
      name: "bastion.example.com",
      type: "A",
      ttl: 300,
      records: [address.publicIp],
    });
    if (wrong) return;
    const role = serviceRole("hours", "scheduler.amazonaws.com");
    for (const [name, hour] of [
      ["startInstances", 8],
      ["stopInstances", 18],
    ] as const) {
      new aws.scheduler.Schedule(name, {
        scheduleExpression: `cron(0 ${hour} ? * MON-FRI *)`,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: `arn:aws:scheduler:::aws-sdk:ec2:${name}`,
          roleArn: role.arn,
          input: instance.id.apply((id) => JSON.stringify({ InstanceIds: [id] })),
        },
      });
    }
  },
  mistakes: {
    "aws-ec2-security-group-disallow-open-administration": ["0.0.0.0/1", "128.0.0.0/1"].map(
      (block, index) =>
        `security group rules of anywhere-${index} should not admit the internet to administration ports, got ${block} to 22; restrict the rules to specific CIDR blocks`,
    ),
    "aws-ec2-instance-require-schedule": [
      "jumpbox bastion should have a schedule, got none; add schedules that start and stop it",
    ],
    // Without a schedule, its name is one that has to answer at any time.
    "aws-route53-record-require-health-check": [
      "record bastion of bastion.example.com should have a health check, got none; set healthCheckId, on a record for each address",
    ],
    "aws-route53-record-require-two-addresses": [
      "name bastion.example.com should resolve to at least 2 addresses, got 1; add one in another zone",
    ],
    "aws-ebs-volume-require-encryption": [
      "root volume of bastion should be encrypted, got false; set encrypted",
    ],
  },
};
