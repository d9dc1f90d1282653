import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "@pulumi/aws/ecs/cluster";
import { named } from "../../tags";
import type { EcsArgs } from "./args";

/** How long the log of the containers is kept. */
export const LOG_DAYS = 30;

/** Creates `<name>-cluster`. Metrics of its own would cost by the task; what alarms need is free. */
export function createCluster(
  name: string,
  parent: pulumi.ComponentResource,
  tags: EcsArgs["tags"],
): Cluster {
  const clusterName = `${name}-cluster`;
  return new Cluster(
    clusterName,
    {
      settings: [{ name: "containerInsights", value: "disabled" }],
      tags: named(clusterName, tags),
    },
    { parent },
  );
}

/**
 * How a service is rolled out: new tasks are healthy before old ones stop; a version that does not become
 * healthy is given up, and the last one that did comes back.
 */
export const DEPLOYMENT = {
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  // Tasks that a zone's failure has moved go back when it is well.
  availabilityZoneRebalancing: "ENABLED",
  propagateTags: "SERVICE",
  enableEcsManagedTags: true,
};
