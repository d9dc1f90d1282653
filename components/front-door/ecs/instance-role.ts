import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../proxy/node-role";

/** What ECS's agent on a container instance may do in one cluster, and no other. */
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
    // Knows no resources.
    { Sid: "WhereToPoll", Effect: "Allow", Action: "ecs:DiscoverPollEndpoint", Resource: "*" },
  ];
}
