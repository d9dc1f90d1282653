import { AwsError } from "../model/errors";
import { instancesOf } from "../model/auto-scaling-instances";
import { isWaiting } from "../model/lifecycle-hooks";
import { AUTO_SCALING_GROUP, INSTANCE, SUBNET } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, object, objects, text, texts } from "../model/values";
import type { Action, Request, PolicyView } from "./call";
import { endWaits, lifecycleStateOf, serves } from "./lifecycle-actions";

type InRegion = Pick<Request, "account" | "region">;

/** An instance of a group, and the group. */
function managed({ account, region }: InRegion, id: string): { instance: Stored; group: Stored } {
  const instance = account.find(INSTANCE, id, region);
  const group = account.find(AUTO_SCALING_GROUP, instance?.companionOf ?? "", region);
  if (!instance || !group) {
    throw new AwsError(
      "ValidationError",
      `Instance Id not found - No managed instance found for instance ID: ${id}`,
    );
  }
  return { instance, group };
}

/** An unhealthy instance is terminated and replaced by its group; in AWS, that takes some minutes. */
const setInstanceHealth: Action = (request) => {
  const { account, body } = request;
  const { instance, group } = managed(request, text(body["InstanceId"]));
  const status = text(body["HealthStatus"]);
  if (!["Healthy", "Unhealthy"].includes(status)) {
    throw new AwsError(
      "ValidationError",
      `Valid instance health states are: [Healthy, Unhealthy].`,
    );
  }
  const grace = Number(account.state(group)["healthCheckGracePeriod"] ?? 300) * 1000;
  const { $launchTime, $inServiceTime = $launchTime } = instance.outputs;
  const young = Date.now() - Date.parse(text($inServiceTime)) < grace;
  if (status === "Unhealthy" && !(young && body["ShouldRespectGracePeriod"] !== "false")) {
    account.remove(instance);
  }
  return {};
};

/** As the group names it, by number or by alias. */
function launchTemplateOf(state: Values): Values {
  const { id, name, version } = object(state["launchTemplate"]);
  return { LaunchTemplateId: id, LaunchTemplateName: name, Version: version };
}

function launchedFrom(instance: Stored): Values {
  const { id, version } = object(instance.inputs["launchTemplate"]);
  return { LaunchTemplateId: id, Version: version };
}

function groupView({ account, region }: InRegion, group: Stored): Values {
  const state = account.state(group);
  const zoneOf = (instance: Stored): string =>
    text(
      account.find(SUBNET, text(instance.inputs["subnetId"]), region)?.outputs["availabilityZone"],
    ) || text(account.state(instance)["availabilityZone"]);
  return {
    AutoScalingGroupName: group.id,
    AutoScalingGroupARN: state["arn"],
    MinSize: state["minSize"],
    MaxSize: state["maxSize"],
    DesiredCapacity: state["desiredCapacity"],
    AvailabilityZones: state["availabilityZones"],
    LaunchTemplate: launchTemplateOf(state),
    HealthCheckType: state["healthCheckType"],
    VPCZoneIdentifier: texts(state["vpcZoneIdentifiers"]).join(","),
    Instances: instancesOf({ account, id: group.id, region }).map((instance) => ({
      InstanceId: instance.id,
      AvailabilityZone: zoneOf(instance),
      ...lifecycleStateOf(instance),
      LaunchTemplate: launchedFrom(instance),
    })),
    Tags: objects(state["tags"]).map(({ key, value, propagateAtLaunch }) => ({
      Key: key,
      Value: value,
      PropagateAtLaunch: propagateAtLaunch,
      ResourceId: group.id,
      ResourceType: "auto-scaling-group",
    })),
  };
}

const describeAutoScalingGroups: Action = (request) => {
  const names = texts(request.body["AutoScalingGroupNames"]);
  const groups = request.account
    .all(AUTO_SCALING_GROUP, request.region)
    .filter(({ id }) => names.length === 0 || names.includes(id));
  for (const group of groups) {
    endWaits(request, group);
    for (const { id } of instancesOf({ ...request, id: group.id })) serves(request, id);
  }
  return { AutoScalingGroups: groups.map((group) => groupView(request, group)) };
};

/** If the group has one instance too many, a protected one stays. */
const setInstanceProtection: Action = (request) => {
  const { account, body } = request;
  for (const id of texts(body["InstanceIds"])) {
    const { instance } = managed(request, id);
    if (isWaiting(instance)) {
      throw new AwsError(
        "ValidationError",
        `The instance ${id} is not in InService or EnteringStandby or Standby.`,
      );
    }
    account.revise(instance, { $protected: body["ProtectedFromScaleIn"] === "true" });
  }
  return {};
};

export const autoScalingActions: Readonly<Record<string, Action>> = {
  DescribeAutoScalingGroups: describeAutoScalingGroups,
  SetInstanceHealth: setInstanceHealth,
  SetInstanceProtection: setInstanceProtection,
};

export const autoScalingPolicyViews: Readonly<Record<string, PolicyView>> = {
  SetInstanceHealth: ({ account, region, body }) => {
    const instance = account.find(INSTANCE, text(body["InstanceId"]), region);
    const group = account.find(AUTO_SCALING_GROUP, instance?.companionOf ?? "", region);
    return group ? { resources: [text(group.outputs["arn"])] } : {};
  },
  SetInstanceProtection: ({ account, region, body }) => {
    const group = account.find(AUTO_SCALING_GROUP, text(body["AutoScalingGroupName"]), region);
    return group ? { resources: [text(group.outputs["arn"])] } : {};
  },
};
