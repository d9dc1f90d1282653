import * as pulumi from "@pulumi/pulumi";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { TrafficPolicy } from "@pulumi/aws/route53/trafficPolicy";
import { TrafficPolicyInstance } from "@pulumi/aws/route53/trafficPolicyInstance";
import { Zone } from "@pulumi/aws/route53/zone";
import { checkArgs } from "../settings/check-args";
import { validateRoutedRecord } from "./check-args";
import { askZone } from "./facts";
import { validateZone } from "./resolve";
import { nameInZone } from "./zone-names";
import { renderProblems } from "../settings/problem";
import { named } from "../tags";
import { createAliasRecords } from "./alias-records";
import { renderTrafficPolicy } from "./traffic-policy-document";
import type { Routing, Answers, RoutedRecordArgs } from "./args";

type Addresses = Extract<Answers, { kind: "addresses" }>;

/**
 * The public name of a front door, which leads to those of its addresses that are healthy.
 *
 * Guarantees
 * - An address is in no answer that is given after its health check failed; clients have left it one
 *   time to live later. When no address is healthy, all are in the answers.
 * - Addresses come and go without touching each other's records.
 * - A change of what the name leads to keeps the zone.
 *
 * Queries cost $0.40 per million. Route 53 does not mix routing policies under one name: to change
 * `routing`, or between addresses and an alias, take another `record` or lead to `nothing` for an update.
 *
 * Creates `<name>-zone` (with `create`); `<name>-<key>` for each address (record), `<name>` (traffic
 * policy and its instance), or `<name>` and, during a migration, `<name>-old` (records of an alias).
 *
 * @example
 * ```ts
 * const { fqdn } = new RoutedRecord("dns", {
 *   zone: { kind: "existing", name: "example.com" },
 *   record: "static",
 *   answers: { kind: "alias", target: entry.alias },
 * });
 * ```
 */
export class RoutedRecord extends pulumi.ComponentResource {
  /** Full name, without a dot at the end. */
  readonly fqdn: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  /** Of the zone that was created; empty for one that existed. */
  readonly nameServers: pulumi.Output<string[]>;

  readonly #name: string;

  constructor(name: string, args: RoutedRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("RoutedRecord", name, validateRoutedRecord(args));
    super("holdfast:dns:RoutedRecord", name, {}, opts);
    this.#name = name;
    const { record, zone } = args;
    this.fqdn = nameInZone(record, zone.name);
    const { zoneId, nameServers } = this.findZone(args);
    this.zoneId = zoneId;
    this.nameServers = nameServers;
    this.createAnswers(args);
    this.registerOutputs({ fqdn: this.fqdn, zoneId, nameServers });
  }

  private createAnswers({ answers, ttlSeconds = 60 }: RoutedRecordArgs): void {
    const { zoneId, fqdn } = this;
    switch (answers.kind) {
      case "addresses":
        if (answers.routing === "trafficPolicy") this.createPolicy(answers, ttlSeconds);
        else this.createRecords(answers, answers.routing, ttlSeconds);
        break;
      case "alias":
        createAliasRecords(this.#name, this, { zoneId, fqdn, ttlSeconds, ...answers });
        break;
      case "nothing":
        break;
    }
  }

  private findZone({ zone, tags }: RoutedRecordArgs) {
    if (zone.kind === "existing") {
      const zoneId = zone.id ?? pulumi.output(zone.name).apply((name) => this.zoneIdOf(name));
      return { zoneId: pulumi.output(zoneId), nameServers: pulumi.output<string[]>([]) };
    }
    const zoneName = `${this.#name}-zone`;
    return new Zone(
      zoneName,
      {
        name: zone.name,
        comment: "Names of the front door",
        enableAcceleratedRecovery: zone.acceleratedRecovery ?? false,
        tags: named(zoneName, tags),
      },
      { parent: this },
    );
  }

  /** @throws {pulumi.RunError} if the account has no public zone of the name, or several */
  private async zoneIdOf(zone: string): Promise<string> {
    const id = await askZone(zone, { parent: this });
    if ("value" in id) return id.value;
    const creates = 'kind: "create"';
    const problems = validateZone({ path: "zone.name", zone, creates, id });
    const component = `RoutedRecord "${this.#name}"`;
    throw new pulumi.RunError(renderProblems(problems, component, "", "it has no records"));
  }

  private createRecords(
    { endpoints }: Addresses,
    routing: Exclude<Routing, "trafficPolicy">,
    ttlSeconds: number,
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

  private createPolicy({ endpoints }: Addresses, ttlSeconds: number): void {
    const policy = new TrafficPolicy(
      this.#name,
      {
        comment: pulumi.interpolate`Healthy addresses of ${this.fqdn}`,
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
