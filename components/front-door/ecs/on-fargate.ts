import * as pulumi from "@pulumi/pulumi";
import { FargateService } from "@pulumi/awsx/ecs/fargateService";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { addressOf } from "../../addresses/address-map";
import { regionOf } from "../../network/plan-subnets";
import { named } from "../../tags";
import { INTERNET, clientsOf } from "../allow-from/clients";
import { checkArgs } from "../../settings/check-args";
import { validateOnFargate } from "./check-args";
import type { AliasedFrontDoor, FrontDoorMove } from "../reachable";
import { NlbAlarms } from "../nlb/nlb-alarms";
import { type Nlb, createListener, createNlb, createTargets } from "../nlb/nlb";
import { nlbAddressKey } from "../nlb/nlb-addresses";
import { moveZones } from "../nlb/zone-moves";
import {
  type Owner,
  createGroup,
  allowIngress,
  allowEgress,
  allowPathMtu,
} from "../../network/security-groups";
import { DEPLOYMENT, LOG_DAYS, createCluster } from "./common";
import type { EcsArgs, EcsOnFargateArgs } from "./args";
import {
  CONTAINER_NAME,
  HEALTH_PORT,
  PUBLIC_PORT,
  STOP_SECONDS,
  containerDefinition,
} from "./container";
import { CONNECTIONS, taskSize } from "./plan-tasks";
import { resolveLimits } from "../proxy/client-limits";
import { createExecutionRole } from "./execution-role";
import { formerly } from "../renamed";

/** HAProxy cannot bind ports below 1024 without privileges. The NLB forwards the public port to this one. */
const TASK_PORT = 8080;

/**
 * The front door as an ECS service without instances: HAProxy on Fargate, behind an NLB with an Elastic IP in each
 * zone, because a task on Fargate cannot have one.
 *
 * Guarantees
 * - At least two tasks in private subnets, which ECS spreads over the zones. Only the NLB reaches them.
 * - HAProxy sees client addresses, and sends them to the backend in X-Forwarded-For.
 * - A new version of the task is healthy before an old one stops. ECS rolls back a version that does not become
 *   healthy. The NLB drains a task before it stops.
 * - With `claims`, the addresses of another front door move to the NLB zone by zone: those of the first zone before the
 *   NLB is created, those of each further zone, by `move`, when the NLB serves the zone before. If a step fails, the
 *   other addresses stay with the other front door.
 * - The container has no privileges, capabilities, role or writable file system.
 *
 * Costs a month (us-east-1): $7.21 for each task, a quarter of a CPU and 512 MiB on Graviton; NLB $16.43 and $4.38
 * per capacity unit; $3.65 for each zone's address. Without a NAT gateway, endpoints for starting the tasks cost
 * extra.
 *
 * Creates `<name>-cluster`, `<name>-nlb` (NLB, security group), with `deletionProtection` `<name>-nlb-unprotect`
 * (command), `<name>-tasks` (security group, target group), rules `<name>-<whose>-<direction>-<peer>`,
 * `<name>-listener-80`, `<name>-alarms`, `<name>-execution` (role), `<name>-service` (of awsx: service, task definition,
 * log group), and with `claims` the resources of `createFree` and `createZones`.
 *
 * @example
 * ```ts
 * const entry = new EcsOnFargate("entry", {
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
export class EcsOnFargate extends pulumi.ComponentResource implements AliasedFrontDoor {
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly ports: readonly number[] = [PUBLIC_PORT];
  readonly alias: AliasedFrontDoor["alias"];
  readonly topicArn: pulumi.Output<string>;
  /** With `claims`. */
  readonly move: FrontDoorMove | undefined;

  constructor(name: string, args: EcsOnFargateArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("EcsOnFargate", name, validateOnFargate(args));
    super("holdfast:front-door:EcsOnFargate", name, {}, formerly("EcsOnFargate", opts));
    const { vpc, addresses, tags, desiredCount, image, endpoint, healthPath } = args;
    const owner: Owner = { name, parent: this, vpc, tags };
    const zones = Object.keys(vpc.privateSubnets);
    const region = regionOf(zones[0]!);

    const clients = resolveLimits(args, CONNECTIONS.fargate);
    const cluster = createCluster(name, this, tags);
    const targets = createTaskTargets(owner);
    const nlb = createNlb(owner, {
      addresses,
      crossZone: true,
      deletionProtection: args.deletionProtection ?? false,
      ports: this.ports,
      clients: clientsOf(args.allowFrom),
      claims: args.claims,
      readiness: [cluster, targets, ...vpc.dependencies],
    });
    const group = createTaskGroup(owner, nlb, args);
    const listener = createListener(owner, `listener-${PUBLIC_PORT}`, nlb, {
      port: PUBLIC_PORT,
      // Shorter than HAProxy's timeout: HAProxy must not close a connection while the NLB still forwards data on it.
      tcpIdleTimeoutSeconds: clients.idleTimeoutSeconds - 10,
      targetGroups: [{ arn: targets.arn, weight: 100 }],
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
    const tasks = new FargateService(
      service,
      {
        cluster: cluster.arn,
        desiredCount,
        ...DEPLOYMENT,
        healthCheckGracePeriodSeconds: 60,
        networkConfiguration: {
          subnets: Object.values(vpc.privateSubnets).map(({ id }) => id),
          securityGroups: [group.id],
          assignPublicIp: false,
        },
        loadBalancers: [
          {
            targetGroupArn: targets.arn,
            containerName: CONTAINER_NAME,
            containerPort: TASK_PORT,
          },
        ],
        taskDefinitionArgs: {
          ...taskSize(clients.limits.connections),
          runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
          container: containerDefinition({
            image,
            endpoint,
            healthPath,
            port: TASK_PORT,
            ...clients,
          }),
          executionRole: { roleArn: execution.arn },
          taskRole: { skip: true },
          logGroup: { args: { retentionInDays: LOG_DAYS, tags: named(service, tags) } },
          tags: named(service, tags),
        },
        tags: named(service, tags),
      },
      // ECS accepts a target group only if a listener forwards to it, and tasks need egress.
      { parent: this, dependsOn: [listener, ...vpc.dependencies] },
    );
    this.move =
      args.claims &&
      moveZones(owner, nlb, addresses, args.claims, { tasks: targets.arn }, [listener, tasks]);
    const alarms = new NlbAlarms(
      `${name}-alarms`,
      { nlb: nlb.loadBalancer.arnSuffix, tags },
      { parent: this },
    );
    alarms.watchPort(`${PUBLIC_PORT}`, targets.arnSuffix);
    this.topicArn = alarms.topicArn;
    this.alias = { dnsName: nlb.loadBalancer.dnsName, zoneId: nlb.loadBalancer.zoneId };
    this.addresses = Object.fromEntries(
      zones.map(nlbAddressKey).map((key) => [key, addressOf(addresses, key).publicIp]),
    );
    this.registerOutputs({
      addresses: this.addresses,
      ports: this.ports,
      alias: this.alias,
      topicArn: this.topicArn,
    });
  }
}

function createTaskGroup(
  owner: Owner,
  nlb: Nlb,
  { backends, backendPort }: EcsArgs,
): SecurityGroup {
  const group = createGroup(owner, "tasks", "Tasks: from the NLB in, backend out");
  for (const port of [TASK_PORT, HEALTH_PORT]) {
    allowEgress(owner, `nlb-to-tasks-${port}`, nlb.group.id, port, {
      referencedSecurityGroupId: group.id,
    });
    allowIngress(owner, `tasks-from-nlb-${port}`, group.id, port, {
      referencedSecurityGroupId: nlb.group.id,
    });
  }
  // The NLB preserves client addresses, so path MTU messages of clients arrive here.
  allowPathMtu(`${owner.name}-tasks`, group, owner.tags, { parent: owner.parent });
  for (const [backend, cidrIpv4] of Object.entries(backends)) {
    allowEgress(owner, `tasks-to-${backend}`, group.id, backendPort, { cidrIpv4 });
  }
  // Egress to the registry, its layers in S3, and the log.
  allowEgress(owner, "tasks-to-https", group.id, 443, { cidrIpv4: INTERNET });
  return group;
}

function createTaskTargets(owner: Owner): TargetGroup {
  return createTargets(owner, "tasks", TASK_PORT, {
    targetType: "ip",
    preserveClientIp: "true",
    deregistrationDelay: STOP_SECONDS,
    healthCheck: {
      // Checks only whether HAProxy runs: ECS replaces tasks that the NLB finds unhealthy, and must not do so if the
      // backend is down.
      protocol: "HTTP",
      port: `${HEALTH_PORT}`,
      path: "/alive",
      matcher: "200",
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    },
  });
}
