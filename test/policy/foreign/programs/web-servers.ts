import * as aws from "@pulumi/aws";
import { ClassicVpc, groupFor, launchTemplate } from "../parts";
import type { ForeignProgram } from "../program";

/** An auto scaling group behind an ALB, by the older names of the load balancer's types. */
export const webServers: ForeignProgram = {
  title: "an auto scaling group behind an ALB",
  declare: (wrong) => {
    const vpc = new ClassicVpc("web", { cidr: "10.0.0.0/16", nat: true });
    const group = groupFor("web", vpc.vpc.id, 80, ["0.0.0.0/0"]);
    const alb = new aws.alb.LoadBalancer("web", {
      securityGroups: [group.id],
      subnets: vpc.publicSubnetIds.slice(0, wrong ? 1 : 2),
    });
    const targets = new aws.alb.TargetGroup("web", {
      vpcId: vpc.vpc.id,
      port: 80,
      protocol: "HTTP",
    });
    for (const [name, port] of [
      ["http", 80],
      ["https", wrong ? 80 : 443],
    ] as const) {
      new aws.alb.Listener(name, {
        loadBalancerArn: alb.arn,
        port,
        protocol: name.toUpperCase(),
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
      });
    }
    const servers = new aws.autoscaling.Group("web", {
      minSize: wrong ? 1 : 2,
      maxSize: 6,
      healthCheckType: "ELB",
      healthCheckGracePeriod: 300,
      vpcZoneIdentifiers: vpc.privateSubnetIds,
      targetGroupArns: [targets.arn],
      launchTemplate: { id: launchTemplate("web").id, version: "1" },
    });
    new aws.autoscaling.Policy("web", {
      autoscalingGroupName: servers.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: 50,
      },
    });
  },
  mistakes: {
    "aws-lb-load-balancer-require-two-zones": [
      "load balancer web should be in at least 2 availability zones, got us-east-1a; add a subnet of another zone",
    ],
    "aws-lb-listener-disallow-same-port": [
      "listener https should have its own port on web, got 80, which http has; use another",
    ],
    "aws-autoscaling-group-require-two-zones": [
      "auto scaling group web should keep at least 2 instances, got a minimum of 1; raise minSize",
    ],
  },
};
