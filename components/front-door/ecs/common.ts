import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "@pulumi/aws/ecs/cluster";
import type { AddressMap } from "../../addresses/address-map";
import type { Network } from "../../network/network";
import { type Tags, named } from "../../tags";
import type { AllowFrom } from "../allow-from/clients";

/** What both launch types need. */
export interface EcsArgs {
  readonly vpc: Network;
  /** Elastic IPs by key. */
  readonly addresses: AddressMap;
  /** Who may connect to the public port. @default - the internet */
  readonly allowFrom?: AllowFrom | undefined;
  /** Of the container, built from `node/container/`. */
  readonly image: pulumi.Input<string>;
  /** Tasks, at least two. */
  readonly desiredCount: number;
  /** `name:port` that requests go to; the name is followed. */
  readonly endpoint: pulumi.Input<string>;
  /** What the backend answers with a status from 200 to 399 while it is healthy. */
  readonly healthPath: pulumi.Input<string>;
  /** Port of the backend. */
  readonly backendPort: number;
  /** CIDRs of the backend, by names that security group rules get. */
  readonly backends: Readonly<Record<string, pulumi.Input<string>>>;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

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
