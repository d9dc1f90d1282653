import { acceleratorTypes } from "./accelerators";
import { addressTypes } from "./addresses";
import { attachmentTypes } from "./auto-scaling-attachments";
import { autoScalingTypes } from "./auto-scaling";
import { certificateTypes } from "./certificates";
import { cloudwatchTypes } from "./cloudwatch";
import { ecsTypes } from "./ecs";
import { ecsServiceTypes } from "./ecs-services";
import { taskDefinitionTypes } from "./ecs-tasks";
import { eipAssociationTypes } from "./eip-association";
import { endpointGroupTypes } from "./endpoint-groups";
import { endpointTypes } from "./endpoints";
import { healthCheckTypes } from "./health-checks";
import { iamTypes } from "./iam";
import { imageTypes } from "./images";
import { instanceConnectTypes } from "./instance-connect";
import { instanceTypes } from "./instances";
import { ipamTypes } from "./ipam";
import { lambdaTypes } from "./lambda";
import { lambdaSettingTypes } from "./lambda-settings";
import { launchTemplateTypes } from "./launch-templates";
import { lifecycleHookTypes } from "./lifecycle-hooks";
import { listenerTypes } from "./listeners";
import { loadBalancerTypes } from "./load-balancers";
import { logTypes } from "./logs";
import { natTypes } from "./nat";
import { networkInterfaceTypes } from "./network-interfaces";
import { peeringTypes } from "./peering";
import { prefixListTypes } from "./prefix-lists";
import { recordTypes } from "./route53-records";
import { zoneTypes } from "./route53-zones";
import { routingTypes } from "./routing";
import { bucketTypes } from "./s3";
import { lifecycleTypes } from "./s3-lifecycle";
import { scalingPolicyTypes } from "./scaling-policies";
import { scheduleTypes } from "./scheduler";
import { securityGroupTypes } from "./security-groups";
import { topicTypes } from "./sns";
import { parameterTypes } from "./ssm";
import { queueTypes } from "./sqs";
import { targetGroupTypes } from "./target-groups";
import { targetTypes } from "./targets";
import { trafficPolicyTypes } from "./traffic-policies";
import type { ResourceType } from "./type";
import { vpcTypes } from "./vpc";
import { webAclTypes } from "./web-acls";

/** The model, by the file in this folder that has the type. */
const files: Readonly<Record<string, Readonly<Record<string, ResourceType>>>> = {
  "accelerators.ts": acceleratorTypes,
  "addresses.ts": addressTypes,
  "auto-scaling.ts": autoScalingTypes,
  "auto-scaling-attachments.ts": attachmentTypes,
  "certificates.ts": certificateTypes,
  "cloudwatch.ts": cloudwatchTypes,
  "ecs.ts": ecsTypes,
  "ecs-services.ts": ecsServiceTypes,
  "ecs-tasks.ts": taskDefinitionTypes,
  "eip-association.ts": eipAssociationTypes,
  "endpoint-groups.ts": endpointGroupTypes,
  "endpoints.ts": endpointTypes,
  "health-checks.ts": healthCheckTypes,
  "iam.ts": iamTypes,
  "images.ts": imageTypes,
  "instance-connect.ts": instanceConnectTypes,
  "instances.ts": instanceTypes,
  "ipam.ts": ipamTypes,
  "lambda.ts": lambdaTypes,
  "lambda-settings.ts": lambdaSettingTypes,
  "launch-templates.ts": launchTemplateTypes,
  "lifecycle-hooks.ts": lifecycleHookTypes,
  "listeners.ts": listenerTypes,
  "load-balancers.ts": loadBalancerTypes,
  "logs.ts": logTypes,
  "nat.ts": natTypes,
  "network-interfaces.ts": networkInterfaceTypes,
  "peering.ts": peeringTypes,
  "prefix-lists.ts": prefixListTypes,
  "route53-records.ts": recordTypes,
  "route53-zones.ts": zoneTypes,
  "routing.ts": routingTypes,
  "s3.ts": bucketTypes,
  "s3-lifecycle.ts": lifecycleTypes,
  "scaling-policies.ts": scalingPolicyTypes,
  "scheduler.ts": scheduleTypes,
  "security-groups.ts": securityGroupTypes,
  "sns.ts": topicTypes,
  "ssm.ts": parameterTypes,
  "sqs.ts": queueTypes,
  "target-groups.ts": targetGroupTypes,
  "targets.ts": targetTypes,
  "traffic-policies.ts": trafficPolicyTypes,
  "vpc.ts": vpcTypes,
  "web-acls.ts": webAclTypes,
};

/** All modelled resource types, by Pulumi token. */
export const types: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.values(files).flatMap((file) => Object.entries(file)),
);

/** The file of the project that describes a type. */
export const fileOf = (token: string): string =>
  `simulator/model/${Object.keys(files).find((file) => token in (files[file] ?? {}))}`;

/** The description of a type; throws for one that is not modelled, with the place to add it. */
export function typeOf(token: string): ResourceType {
  const type = types[token];
  if (!type) {
    const service = /^aws:(\w+)\//.exec(token)?.[1] ?? "index";
    const near = Object.keys(files).filter((file) =>
      Object.keys(files[file] ?? {}).some((known) => known.startsWith(`aws:${service}/`)),
    );
    const place =
      near.length > 0
        ? `one of ${near.join(", ")} in simulator/model/`
        : `simulator/model/${service}.ts`;
    throw new Error(
      `resource type ${token} is not modelled by the simulator: describe it in ${place} ` +
        `(a new file is listed in simulator/model/index.ts)`,
    );
  }
  return type;
}
