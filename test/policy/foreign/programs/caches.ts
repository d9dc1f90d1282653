import * as aws from "@pulumi/aws";
import { ClassicVpc, groupFor, launchTemplate } from "../parts";
import type { ForeignProgram } from "../program";

/** Redis and Kafka for servers of the VPC, with an NLB in front of the brokers for other VPCs. */
export const caches: ForeignProgram = {
  title: "ElastiCache and MSK behind an NLB",
  declare: (wrong) => {
    const vpc = new ClassicVpc("cache", { cidr: "10.0.0.0/16", nat: true, isolated: true });
    const redis = groupFor("redis", vpc.vpc.id, 6379, ["10.0.0.0/16"]);
    for (const cidr of wrong ? ["3.0.0.0/8", "13.0.0.0/8"] : []) {
      new aws.ec2.SecurityGroupRule(`redis-${cidr}`, {
        type: "ingress",
        securityGroupId: redis.id,
        protocol: "tcp",
        fromPort: 6379,
        toPort: 6379,
        cidrBlocks: [cidr],
      });
    }
    const subnets = new aws.elasticache.SubnetGroup("redis", { subnetIds: vpc.isolatedSubnetIds });
    new aws.elasticache.ReplicationGroup("redis", {
      description: "Sessions",
      engine: "redis",
      nodeType: "cache.t4g.small",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      subnetGroupName: subnets.name,
      securityGroupIds: [redis.id],
    });
    const brokers = groupFor("kafka", vpc.vpc.id, 9094, ["10.0.0.0/8"]);
    new aws.msk.Cluster("kafka", {
      kafkaVersion: "3.8.x",
      numberOfBrokerNodes: 2,
      brokerNodeGroupInfo: {
        instanceType: "kafka.m7g.large",
        clientSubnets: vpc.isolatedSubnetIds,
        securityGroups: [brokers.id],
      },
    });
    const nlb = new aws.lb.LoadBalancer("kafka", {
      internal: true,
      loadBalancerType: "network",
      subnets: vpc.privateSubnetIds,
      ...(!wrong && { securityGroups: [brokers.id] }),
    });
    const targets = new aws.lb.TargetGroup("kafka", {
      vpcId: vpc.vpc.id,
      port: 9094,
      protocol: "TCP",
      targetType: "ip",
    });
    new aws.lb.Listener("kafka", {
      loadBalancerArn: nlb.arn,
      port: 9094,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
    });
    launchTemplate("client", {
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: wrong ? "gp2" : "gp3", encrypted: "true" },
        },
      ],
    });
  },
  mistakes: {
    "aws-ec2-security-group-disallow-open-administration": [
      "security group rules of redis should not admit the internet to administration ports, got 3.0.0.0/8, 13.0.0.0/8 to 6379; restrict the rules to specific CIDR blocks",
    ],
    "aws-lb-load-balancer-require-security-group": [
      "network load balancer kafka should have a security group, got none; set securityGroups now, it cannot be added later",
    ],
    "aws-ebs-volume-disallow-gp2": [
      "volume /dev/xvda of client should be gp3, got gp2; change its type",
    ],
  },
};
