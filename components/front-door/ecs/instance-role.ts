import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../proxy/node-role";

/** Permissions of ECS's agent on a container instance, for one cluster. */
export function joinCluster(
  clusterArn: pulumi.Output<string>,
  clusterName: pulumi.Output<string>,
): PolicyStatement[] {
  const instances = pulumi
    .all([clusterArn, clusterName])
    .apply(([arn, name]) => `${arn.replace(/:cluster\/.*$/, "")}:container-instance/${name}/*`);
  return [
    {
      Sid: "JoinCluster",
      Effect: "Allow",
      Action: [
        "ecs:DeregisterContainerInstance",
        "ecs:RegisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      Resource: clusterArn,
    },
    {
      Sid: "OwnWork",
      Effect: "Allow",
      Action: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      Resource: instances,
      Condition: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
    // This action does not support resource-level permissions.
    { Sid: "WhereToPoll", Effect: "Allow", Action: "ecs:DiscoverPollEndpoint", Resource: "*" },
  ];
}
