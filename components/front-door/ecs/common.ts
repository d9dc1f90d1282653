import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "@pulumi/aws/ecs/cluster";
import { named } from "../../tags";
import type { EcsArgs } from "./args";

/** Retention of the containers' log. */
export const LOG_DAYS = 30;

/** Creates `<name>-cluster`. Container Insights costs per task; the metrics of the alarms are free. */
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
 * Rolling deployment: new tasks are healthy before old ones stop. A version that does not become healthy is rolled
 * back to the last one that did.
 */
export const DEPLOYMENT = {
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  // Tasks that a zone failure has moved return when the zone is healthy.
  availabilityZoneRebalancing: "ENABLED",
  propagateTags: "SERVICE",
  enableEcsManagedTags: true,
};
