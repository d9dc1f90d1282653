import * as pulumi from "@pulumi/pulumi";
import { RoutedRecord } from "../components/dns/routed-record";
import { nlbAddressKey } from "../components/front-door/nlb/nlb-addresses";
import { NlbAlb } from "../components/front-door/nlb-alb/nlb-alb";
import { type ExistingNetworkArgs, existingNetwork } from "./existing-network";
import { type InventoryArgs, createInventory, publicIpsOf } from "./inventory";
import { requirePlain } from "./plain";

export interface NlbToAlbArgs extends InventoryArgs, ExistingNetworkArgs {
  /**
   * DNS names that the NLB forwards to, by key, such as `blue`: those of internal ALBs, or others with private
   * addresses. A key is 1 to 12 characters: a-z, 0-9 or -.
   */
  readonly targets: Record<string, pulumi.Input<string>>;
  /**
   * Shares of new connections, by key and in percent. They add up to 100; a target without a share gets none.
   * Defaults to 100 for a single target.
   */
  readonly weights?: Record<string, number>;
  /** Path that healthy targets answer without a 5xx status. Defaults to health checks by connection. */
  readonly healthPath?: string;
  /** Public TCP ports, which are also the ports of each target. Defaults to 443. */
  readonly ports?: number[];
  /**
   * Clients that may connect to the ports: IPv4 blocks and ids of managed prefix lists. Defaults to the internet.
   */
  readonly allowFrom?: string[];
  /** Whether each address forwards to targets of all zones. Defaults to true. */
  readonly crossZone?: boolean;
  /** Public hosted zone of the name, such as `example.com`. Defaults to no name. */
  readonly zone?: pulumi.Input<string>;
  /** The name in the zone. Defaults to `static`. */
  readonly record?: string;
}

/**
 * An NLB in an existing VPC with a fixed Elastic IP in each zone. It forwards to existing ALBs or other DNS names. A
 * Lambda function registers their addresses every minute. A target gets no clients before half of its addresses are
 * healthy: the update waits for them.
 *
 * The addresses have the keys `entry-<zone letter>1`. The NLB costs $16.43 a month and $4.38 for each capacity
 * unit (us-east-1), each address $3.65. AWS limits the names of target groups: the name of this resource and the
 * longest key of a target can have at most 17 characters together.
 */
export class NlbToAlb extends pulumi.ComponentResource {
  /** Addresses that clients connect to, by key. */
  readonly addresses: pulumi.Output<Record<string, string>>;
  /** The fewest CIDR blocks that contain exactly these addresses, for clients' allow-lists. */
  readonly allowList: pulumi.Output<string[]>;
  /** DNS name of the NLB. */
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone id of that name, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;
  /** SNS topic of the alarms. Subscribe to it. */
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: NlbToAlbArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:index:NlbToAlb", name, {}, opts);
    requirePlain(args, "vpcId", "zone");
    const { targets, healthPath, ports = [443], allowFrom, crossZone, protect = true, tags } = args;
    const vpc = existingNetwork(args, this);
    const zones = Object.keys(args.publicSubnetIds);
    const requests = zones.map((zone) => ({
      key: nlbAddressKey(zone),
      role: "ingress" as const,
      holder: "nlb",
    }));
    const inventory = createInventory(`${name}-addresses`, requests, args, this);
    const keys = Object.keys(targets);
    const weights = args.weights ?? (keys.length === 1 ? { [keys[0]!]: 100 } : {});
    const names = keys.map((key) => {
      return [key, { dnsName: targets[key]!, weight: weights[key] ?? 0, healthPath }] as const;
    });
    const nlb = new NlbAlb(
      name,
      {
        vpc,
        addresses: inventory.addresses,
        allowFrom,
        crossZone,
        deletionProtection: protect,
        target: { kind: "ips", ports, names: Object.fromEntries(names) },
        tags,
      },
      { parent: this },
    );
    if (args.zone !== undefined) {
      new RoutedRecord(
        `${name}-dns`,
        {
          zone: { kind: "existing", name: args.zone },
          record: args.record ?? "static",
          answers: { kind: "alias", target: nlb.alias },
          tags,
        },
        { parent: this },
      );
    }
    this.addresses = publicIpsOf(inventory);
    this.allowList = inventory.allowList;
    this.dnsName = nlb.alias.dnsName;
    this.hostedZoneId = nlb.alias.zoneId;
    this.topicArn = nlb.topicArn;
    const { addresses, allowList, dnsName, hostedZoneId, topicArn } = this;
    this.registerOutputs({ addresses, allowList, dnsName, hostedZoneId, topicArn });
  }
}
