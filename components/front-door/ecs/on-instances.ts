import * as pulumi from "@pulumi/pulumi";
import { EC2Service } from "@pulumi/awsx/ecs/ec2service";
import { getManagedPrefixListOutput } from "@pulumi/aws/ec2/getManagedPrefixList";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { InventoryAddress } from "../../addresses/address";
import { addressOf } from "../../addresses/address-map";
import { regionOf } from "../../network/plan-subnets";
import { named } from "../../tags";
import { INTERNET, clientsOf } from "../allow-from/clients";
import { createRoll } from "../../image/roll-command";
import { checkArgs } from "../../settings/check-args";
import { validateOnInstances } from "./check-args";
import type { CheckedFrontDoor, FrontDoorMove } from "../reachable";
import {
  type Owner,
  createGroup,
  allowIngress,
  allowEgress,
  allowPathMtu,
  peerOf,
} from "../../network/security-groups";
import { resolveLimits } from "../proxy/client-limits";
import { createClaims } from "../claims/claims";
import { createCapacity } from "./capacity";
import { DEPLOYMENT, LOG_DAYS, createCluster } from "./common";
import { HEALTH_PORT, PUBLIC_PORT, containerDefinition } from "./container";
import { createExecutionRole } from "./execution-role";
import { CONNECTIONS, INSTANCE_TYPE, NODE, taskAddressKeys } from "./plan-tasks";
import { formerly } from "../renamed";
import type { EcsOnInstancesArgs } from "./args";

/**
 * The front door as an ECS service on EC2: HAProxy in a container on instances with the Elastic IPs.
 *
 * Guarantees
 * - At least two tasks, each on its own instance, spread over the zones.
 * - An instance has an address only while its HAProxy task answers. It then claims a free address of the pool, in any
 *   zone, and releases it when the task is gone, so that an instance with a healthy task can claim it. Claims are
 *   verified and repaired, as by nodes of `ProxyTier`.
 * - A new version of the task is healthy before an old one stops. ECS rolls back a version that does not become
 *   healthy. An instance is drained before it is terminated.
 * - An update replaces at most half of the instances at a time. A new one waits in a lifecycle hook until its agent
 *   is registered and it can read the pool; the old one stays until then. If that takes more than ten minutes, the
 *   new one is terminated, the old instances keep their addresses, and the update fails with the reason.
 * - With `claims`, the addresses of one zone after another move from another front door to instances whose tasks
 *   answer. If tasks do not answer, the update fails, and the other addresses stay with the old front door. From a load
 *   balancer, the public name follows after the first addresses, and `move` moves the rest.
 * - An instance may associate and disassociate only addresses of this pool, and only with instances of it.
 *   The container has no privileges, capabilities, role or writable file system.
 *
 * Costs for each task its instance, a disk of 30 GB and an address, and another instance while tasks are replaced.
 * ECS itself is free.
 *
 * Creates `<name>-cluster`, `<name>-instances` (security group and the resources of `createCapacity`) with rules
 * `<name>-instances-<direction>-<peer>` and `<name>-instances-path-mtu`, `<name>-execution` (role), `<name>-service`
 * (of awsx: service, task definition, log group), with `claims` the resources of `createClaims`, and `<name>-roll`
 * (command), which needs the permissions that docs/image.md lists.
 *
 * @example
 * ```ts
 * const entry = new EcsOnInstances("entry", {
 *   vpc: network,
 *   addresses,
 *   image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/holdfast-haproxy:1",
 *   desiredCount: 2,
 *   endpoint: "live.holdfast.internal:80",
 *   healthPath: "/health",
 *   backendPort: 80,
 *   backends: { blue: "10.30.0.0/16" },
 * });
 * ```
 */
export class EcsOnInstances extends pulumi.ComponentResource implements CheckedFrontDoor {
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ports: readonly number[] = [PUBLIC_PORT];
  readonly health = { port: HEALTH_PORT, path: "/health" } as const;
  /** Name of the auto scaling group. */
  readonly groupName: pulumi.Output<string>;
  /** With `claims` from a load balancer. */
  readonly move: FrontDoorMove | undefined;

  constructor(name: string, args: EcsOnInstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("EcsOnInstances", name, validateOnInstances(args));
    super("holdfast:front-door:EcsOnInstances", name, {}, formerly("EcsOnInstances", opts));
    const { vpc, tags, desiredCount, image, endpoint, healthPath } = args;
    const owner: Owner = { name, parent: this, vpc, tags };
    const zones = Object.keys(vpc.publicSubnets);
    const region = regionOf(zones[0]!);
    const keys = taskAddressKeys(zones, desiredCount);
    const addresses = Object.fromEntries(keys.map((key) => [key, addressOf(args.addresses, key)]));

    const cluster = createCluster(name, this, tags);
    const group = createInstanceGroup(owner, args, region, Object.values(addresses));
    const capacity = createCapacity(owner, {
      cluster,
      region,
      instanceType: args.instanceType ?? INSTANCE_TYPE,
      addresses: Object.values(addresses),
      group,
    });
    const service = `${name}-service`;
    const execution = createExecutionRole(`${name}-execution`, {
      parent: this,
      region,
      accountId: group.ownerId,
      image,
      logGroup: service,
      tags,
    });
    const tasks = new EC2Service(
      service,
      {
        cluster: cluster.arn,
        desiredCount,
        ...DEPLOYMENT,
        capacityProviderStrategies: [{ capacityProvider: capacity.provider.name, weight: 1 }],
        placementConstraints: [{ type: "distinctInstance" }],
        orderedPlacementStrategies: [
          { type: "spread", field: "attribute:ecs.availability-zone" },
          { type: "spread", field: "instanceId" },
        ],
        taskDefinitionArgs: {
          // The network of the instance: clients reach HAProxy without a hop, and its logs show their addresses.
          networkMode: "host",
          container: containerDefinition({
            image,
            endpoint,
            healthPath,
            port: PUBLIC_PORT,
            ...resolveLimits(args, CONNECTIONS.ec2),
            memoryReservation: 256,
          }),
          executionRole: { roleArn: execution.arn },
          taskRole: { skip: true },
          logGroup: { args: { retentionInDays: LOG_DAYS, tags: named(service, tags) } },
          tags: named(service, tags),
        },
        tags: named(service, tags),
      },
      { parent: this, dependsOn: [capacity.association] },
    );
    const { scaling, template, hook } = capacity;
    const allocationIds = Object.fromEntries(
      keys.map((key) => [key, addresses[key]!.allocationId]),
    );
    this.move = createClaims(name, {
      parent: this,
      region,
      vpc,
      claimants: [{ node: NODE, holder: NODE, group: scaling, allocationIds }],
      keys: args.claims ?? [],
      yieldedBy: args.claimedFrom,
      after: [hook, tasks],
      then: (claimed) =>
        void createRoll(`${name}-roll`, {
          parent: this,
          region,
          nodes: {
            [NODE]: {
              group: scaling,
              template,
              hook,
              allocationIds: Object.values(allocationIds),
            },
          },
          after: claimed ?? tasks,
        }),
    });
    this.groupName = scaling.name;
    this.addresses = Object.fromEntries(keys.map((key) => [key, addresses[key]!.publicIp]));
    this.registerOutputs({
      addresses: this.addresses,
      ports: this.ports,
      health: this.health,
      groupName: this.groupName,
    });
  }
}

function createInstanceGroup(
  owner: Owner,
  { allowFrom, backends, backendPort }: EcsOnInstancesArgs,
  region: string,
  addresses: readonly InventoryAddress[],
): SecurityGroup {
  const { name, parent, tags } = owner;
  // AWS deletes the group only after its instances are terminated, and does not release their addresses before that.
  // The tag makes the addresses wait for the group.
  const ids = pulumi.all(addresses.map(({ allocationId }) => allocationId));
  const waiting = { "holdfast-allocation-ids": ids.apply((known) => known.join(" ")) };
  const group = createGroup(
    { ...owner, tags: { ...tags, ...waiting } },
    "instances",
    "Container instances: clients in, backend out",
  );
  for (const [client, peer] of Object.entries(clientsOf(allowFrom))) {
    const role = `instances-from-${client}-${PUBLIC_PORT}`;
    allowIngress(owner, role, group.id, PUBLIC_PORT, peerOf(peer));
  }
  allowPathMtu(`${name}-instances`, group, tags, { parent });
  const checkers = getManagedPrefixListOutput(
    { name: `com.amazonaws.${region}.route53-healthchecks` },
    { parent },
  );
  const health = `${name}-instances-from-checkers`;
  new SecurityGroupIngressRule(
    health,
    {
      securityGroupId: group.id,
      description: "Route 53 health checkers",
      ipProtocol: "tcp",
      fromPort: HEALTH_PORT,
      toPort: HEALTH_PORT,
      prefixListId: checkers.id,
      tags: named(health, tags),
    },
    { parent },
  );
  for (const [backend, cidrIpv4] of Object.entries(backends)) {
    allowEgress(owner, `instances-to-${backend}`, group.id, backendPort, { cidrIpv4 });
  }
  // Egress to AWS's APIs, the registry and package mirrors.
  allowEgress(owner, "instances-to-https", group.id, 443, { cidrIpv4: INTERNET });
  return group;
}
