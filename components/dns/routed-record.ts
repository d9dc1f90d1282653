import * as pulumi from "@pulumi/pulumi";
import { getZoneOutput } from "@pulumi/aws/route53/getZone";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { TrafficPolicy } from "@pulumi/aws/route53/trafficPolicy";
import { TrafficPolicyInstance } from "@pulumi/aws/route53/trafficPolicyInstance";
import { Zone } from "@pulumi/aws/route53/zone";
import { named } from "../tags";
import { renderTrafficPolicy } from "./traffic-policy-document";

/**
 * - `multivalue`: each answer has up to eight healthy addresses; clients choose.
 * - `weighted`: each answer has one healthy address, all equally often.
 * - `trafficPolicy`: as multivalue, by a versioned policy that can be edited and compared as a picture in
 *   the console. $50 a month.
 */
export type Routing = "multivalue" | "weighted" | "trafficPolicy";

/**
 * - `existing`: a public zone of this account, found by its name.
 * - `create`: a new one, $0.50 a month. Whoever has the parent domain must point it to `nameServers`.
 */
export type RecordZone =
  | { readonly kind: "existing"; readonly name: string }
  | {
      readonly kind: "create";
      readonly name: string;
      /**
       * Keeps records changeable, within 60 minutes, while Route 53's control plane in us-east-1 is
       * down. @default true
       */
      readonly acceleratedRecovery?: boolean;
    };

export interface RoutedRecordArgs {
  readonly zone: RecordZone;
  /** Of the record, without its zone; empty for the zone itself. */
  readonly record: string;
  readonly routing: Routing;
  /** By key. Route 53 leaves out those that are unhealthy, unless all are. */
  readonly endpoints: Readonly<
    Record<
      string,
      { readonly address: pulumi.Input<string>; readonly healthCheckId: pulumi.Input<string> }
    >
  >;
  /** How long clients keep an answer. @default 60 */
  readonly ttlSeconds?: number;
  /** @default - only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The public name of a front door, which leads to those of its addresses that are healthy.
 *
 * Guarantees
 * - An address is in no answer that is given after its health check failed; clients have left it one
 *   time to live later. When no address is healthy, all are in the answers.
 * - Addresses come and go without touching each other's records.
 *
 * Queries cost $0.40 per million. Route 53 does not mix routing policies under one name: to change
 * `routing`, take another `record` or remove the old one in an update of its own.
 *
 * Creates `<name>-zone` (with `create`); `<name>-<key>` for each address (record), or `<name>` (traffic
 * policy and its instance).
 */
export class RoutedRecord extends pulumi.ComponentResource {
  /** Full name, without a dot at the end. */
  readonly fqdn: string;
  readonly zoneId: pulumi.Output<string>;
  /** Of the zone that was created; empty for one that existed. */
  readonly nameServers: pulumi.Output<string[]>;

  readonly #name: string;

  constructor(name: string, args: RoutedRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:dns:RoutedRecord", name, {}, opts);
    this.#name = name;
    this.fqdn = args.record === "" ? args.zone.name : `${args.record}.${args.zone.name}`;
    const { zoneId, nameServers } = this.findZone(args);
    this.zoneId = zoneId;
    this.nameServers = nameServers;
    if (args.routing === "trafficPolicy") this.createPolicy(args);
    else this.createRecords(args, args.routing);
    this.registerOutputs({ fqdn: this.fqdn, zoneId, nameServers });
  }

  private findZone({ zone, tags }: RoutedRecordArgs) {
    if (zone.kind === "existing") {
      const found = getZoneOutput({ name: zone.name, privateZone: false }, { parent: this });
      return { zoneId: found.zoneId, nameServers: pulumi.output<string[]>([]) };
    }
    const zoneName = `${this.#name}-zone`;
    return new Zone(
      zoneName,
      {
        name: zone.name,
        comment: "Names of the front door",
        enableAcceleratedRecovery: zone.acceleratedRecovery ?? true,
        tags: named(zoneName, tags),
      },
      { parent: this },
    );
  }

  private createRecords(
    { endpoints, ttlSeconds = 60 }: RoutedRecordArgs,
    routing: Exclude<Routing, "trafficPolicy">,
  ): void {
    const policy =
      routing === "multivalue"
        ? { multivalueAnswerRoutingPolicy: true }
        : { weightedRoutingPolicies: [{ weight: 1 }] };
    for (const [key, { address, healthCheckId }] of Object.entries(endpoints)) {
      new DnsRecord(
        `${this.#name}-${key}`,
        {
          zoneId: this.zoneId,
          name: this.fqdn,
          type: "A",
          ttl: ttlSeconds,
          records: [address],
          setIdentifier: key,
          healthCheckId,
          ...policy,
        },
        { parent: this },
      );
    }
  }

  private createPolicy({ endpoints, ttlSeconds = 60 }: RoutedRecordArgs): void {
    const policy = new TrafficPolicy(
      this.#name,
      {
        comment: `Healthy addresses of ${this.fqdn}`,
        document: pulumi.output(endpoints).apply(renderTrafficPolicy),
      },
      { parent: this },
    );
    new TrafficPolicyInstance(
      this.#name,
      {
        hostedZoneId: this.zoneId,
        name: this.fqdn,
        ttl: ttlSeconds,
        trafficPolicyId: policy.id,
        trafficPolicyVersion: policy.version,
      },
      { parent: this },
    );
  }
}
