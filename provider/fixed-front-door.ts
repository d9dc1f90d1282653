import * as pulumi from "@pulumi/pulumi";
import { HealthChecks } from "../components/dns/health-checks";
import { RoutedRecord } from "../components/dns/routed-record";
import { planNodes, requestNodeAddresses } from "../components/front-door/haproxy/plan-nodes";
import { ProxyTier } from "../components/front-door/haproxy/proxy-tier";
import { ProxyAlarms } from "../components/front-door/proxy/proxy-alarms";
import { regionOf } from "../components/network/plan-subnets";
import { type ExistingNetworkArgs, existingNetwork } from "./existing-network";
import { type InventoryArgs, createInventory, publicIpsOf } from "./inventory";
import { requirePlain } from "./plain";

export interface FixedFrontDoorArgs extends InventoryArgs, ExistingNetworkArgs {
  /** DNS name of the backend, such as that of a load balancer. HAProxy resolves it continuously. */
  readonly backendHost: pulumi.Input<string>;
  /** Port of the backend. All client ports forward to it. */
  readonly backendPort: number;
  /** Path that returns 200 to 399 while the backend is healthy. Defaults to health checks by connection. */
  readonly backendHealthPath?: string;
  /** IPv4 blocks of the backend, by names for security group rules. Defaults to that of the VPC. */
  readonly backendCidrs?: Record<string, pulumi.Input<string>>;
  /** Public TCP ports. Defaults to 443. */
  readonly ports?: number[];
  /**
   * Clients that may connect to the ports: IPv4 blocks and ids of managed prefix lists. Defaults to the internet.
   */
  readonly allowFrom?: string[];
  /** Nodes in each zone, 1 to 9. Defaults to 2. */
  readonly nodesPerAz?: number;
  /** Defaults to `c7g.medium`, $26.50 a month each (us-east-1). */
  readonly instanceType?: pulumi.Input<string>;
  /** Public hosted zone of the name, such as `example.com`. Defaults to no name. */
  readonly zone?: pulumi.Input<string>;
  /** The name in the zone. Defaults to `static`. */
  readonly record?: string;
}

/**
 * HAProxy nodes in an existing VPC, each with a fixed Elastic IP. A failed node is replaced, and its successor claims
 * the address when its HAProxy answers. Route 53 checks each address; a DNS name resolves to the healthy ones.
 *
 * The addresses have the keys `entry-<zone letter><number>`. Each costs $3.65 a month, its health check $1.50, and
 * the alarms of a node and its address $1.60, with their metrics.
 */
export class FixedFrontDoor extends pulumi.ComponentResource {
  /** Addresses that clients connect to, by key. */
  readonly addresses: pulumi.Output<Record<string, string>>;
  /** The fewest CIDR blocks that contain exactly these addresses, for clients' allow-lists. */
  readonly allowList: pulumi.Output<string[]>;
  /** Security group that the backend must allow. */
  readonly securityGroupId: pulumi.Output<string>;
  /** SNS topic of the alarms. Subscribe to it. */
  readonly topicArn: pulumi.Output<string>;
  /** SNS topic of the health checks' alarms; a separate one outside us-east-1. */
  readonly healthTopicArn: pulumi.Output<string>;

  constructor(name: string, args: FixedFrontDoorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:index:FixedFrontDoor", name, {}, opts);
    requirePlain(args, "vpcId", "backendHost", "instanceType", "zone");
    const { backendHost: host, backendPort: port, backendHealthPath: healthPath } = args;
    const { ports, allowFrom, nodesPerAz = 2, instanceType, tags } = args;
    const vpc = existingNetwork(args, this);
    const zones = Object.keys(args.publicSubnetIds);
    const requests = requestNodeAddresses(planNodes(zones, nodesPerAz));
    const inventory = createInventory(`${name}-addresses`, requests, args, this);
    const options = { parent: this };
    const tier = new ProxyTier(
      name,
      {
        vpc,
        addresses: inventory.addresses,
        allowFrom,
        nodesPerAz,
        instanceType,
        haproxy: { ports, backend: { host, port, healthPath } },
        backends: args.backendCidrs ?? { vpc: vpc.cidr },
        tags,
      },
      options,
    );
    const { addresses, health, groupNames } = tier;
    const checks = new HealthChecks(`${name}-health`, { addresses, ...health, tags }, options);
    const region = regionOf(zones[0]!);
    const watched = { region, groupNames, healthCheckIds: checks.ids, tags };
    const alarms = new ProxyAlarms(`${name}-alarms`, watched, options);
    if (args.zone !== undefined) {
      new RoutedRecord(
        `${name}-dns`,
        {
          zone: { kind: "existing", name: args.zone },
          record: args.record ?? "static",
          answers: { kind: "addresses", routing: "multivalue", endpoints: checks.endpoints },
          tags,
        },
        options,
      );
    }
    this.addresses = publicIpsOf(inventory);
    this.allowList = inventory.allowList;
    this.securityGroupId = tier.securityGroupId;
    this.topicArn = alarms.topicArn;
    this.healthTopicArn = alarms.healthTopicArn;
    const { allowList, securityGroupId, topicArn, healthTopicArn } = this;
    const outputs = { allowList, securityGroupId, topicArn, healthTopicArn };
    this.registerOutputs({ addresses: this.addresses, ...outputs });
  }
}
