import * as aws from "@pulumi/aws";
import { ClassicVpc, groupFor, serviceRole } from "../parts";
import type { ForeignProgram } from "../program";

/** A service on Fargate behind an ALB, in a VPC as awsx has it. */
export const ecsService: ForeignProgram = {
  title: "a service on Fargate behind an ALB",
  declare: (wrong) => {
    const vpc = new ClassicVpc("shop", { cidr: "10.0.0.0/16", nat: true });
    const cluster = new aws.ecs.Cluster("shop", {});
    const logs = new aws.cloudwatch.LogGroup("shop", wrong ? {} : { retentionInDays: 14 });
    const alb = new aws.lb.LoadBalancer("shop", {
      subnets: vpc.publicSubnetIds,
      securityGroups: [groupFor("shop", vpc.vpc.id, 443, ["0.0.0.0/0"]).id],
    });
    const targets = new aws.lb.TargetGroup("shop", {
      vpcId: vpc.vpc.id,
      port: 80,
      protocol: "HTTP",
      targetType: "ip",
    });
    const listener = new aws.lb.Listener("shop", {
      loadBalancerArn: alb.arn,
      port: 443,
      protocol: "HTTPS",
      defaultActions: [
        {
          type: "forward",
          forward: { targetGroups: [{ arn: targets.arn, weight: wrong ? 0 : 1 }] },
        },
      ],
    });
    const task = new aws.ecs.TaskDefinition("shop", {
      family: "shop",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: wrong ? "4096" : "512",
      executionRoleArn: serviceRole("shop-task", "ecs-tasks.amazonaws.com").arn,
      containerDefinitions: logs.name.apply((name) =>
        JSON.stringify([
          {
            name: "shop",
            image: "public.ecr.aws/nginx/nginx:1.27",
            logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": name } },
          },
        ]),
      ),
    });
    new aws.ecs.Service(
      "shop",
      {
        cluster: cluster.arn,
        taskDefinition: task.arn,
        desiredCount: 2,
        launchType: "FARGATE",
        networkConfiguration: { subnets: vpc.privateSubnetIds },
        loadBalancers: [{ targetGroupArn: targets.arn, containerName: "shop", containerPort: 80 }],
      },
      { dependsOn: listener },
    );
  },
  mistakes: {
    "aws-cloudwatch-log-group-require-retention": [
      "log group shop should have a retention, got none; set retentionInDays",
    ],
    "aws-lb-listener-disallow-zero-weights": [
      "listener shop should forward to a target group with a weight above 0, got 0 for all 1; raise the weight of the one that should serve",
    ],
    "aws-ecs-task-definition-require-fargate-size": [
      "memory of task shop with 256 CPU units should be 512, 1024 or 2048, got 4096; change it",
    ],
  },
};
