import {
  AUTO_SCALING_GROUP,
  CAPACITY_PROVIDER,
  CLUSTER_CAPACITY_PROVIDERS,
  ECS_CLUSTER,
  ECS_SERVICE,
  LAUNCH_TEMPLATE,
  TASK_DEFINITION,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import type { Lab } from "../../../simulator/lab";

export const cluster = (lab: Lab, name = "main"): Stored => lab.make(ECS_CLUSTER, { name });

/** An auto scaling group of nothing, as a capacity provider takes it. */
export function group(lab: Lab, inputs: Values = {}): Stored {
  const template = lab.make(LAUNCH_TEMPLATE, {
    name: `template-${lab.account.all(LAUNCH_TEMPLATE).length}`,
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
  });
  return lab.make(AUTO_SCALING_GROUP, {
    name: `group-${lab.account.all(AUTO_SCALING_GROUP).length}`,
    minSize: 0,
    maxSize: 4,
    protectFromScaleIn: true,
    launchTemplate: { id: template.id, version: "1" },
    vpcZoneIdentifiers: [lab.subnet(lab.vpc()).id],
    ...inputs,
  });
}

export const provider = (
  lab: Lab,
  autoScalingGroup: Stored,
  settings: Values = {},
  name = "instances",
): Stored =>
  lab.make(CAPACITY_PROVIDER, {
    name,
    autoScalingGroupProvider: {
      autoScalingGroupArn: autoScalingGroup.outputs["arn"],
      managedScaling: { status: "ENABLED" },
      managedTerminationProtection: "ENABLED",
      ...settings,
    },
  });

export const association = (lab: Lab, names: string[], clusterName = "main"): Stored =>
  lab.make(CLUSTER_CAPACITY_PROVIDERS, { clusterName, capacityProviders: names });

export const container = { name: "haproxy", image: "haproxy:1", memoryReservation: 256 };

export const task = (lab: Lab, inputs: Values = {}, containers: Values[] = [container]): Stored =>
  lab.make(TASK_DEFINITION, {
    family: "haproxy",
    networkMode: "host",
    requiresCompatibilities: ["EC2"],
    containerDefinitions: JSON.stringify(containers),
    ...inputs,
  });

/** What makes a task one for Fargate. */
export const fargate = {
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
};

export const service = (lab: Lab, taskDefinition: Stored, inputs: Values = {}): Stored =>
  lab.make(ECS_SERVICE, {
    name: "haproxy",
    cluster: lab.account.all(ECS_CLUSTER)[0]?.id,
    taskDefinition: taskDefinition.id,
    desiredCount: 2,
    ...inputs,
  });
