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
import { type NamePlace, createAliasRecords, createOldRecord } from "./alias-records";
import { createRecordsSwitch } from "./records-switch";
import { POLICY_ALIAS, createRoutingSwitch } from "./routing-switch";
import { shareWeight } from "./share-weights";
import { renderTrafficPolicy } from "./traffic-policy-document";
import type { Answers, RoutedRecordArgs } from "./args";

type Addresses = Extract<Answers, { kind: "addresses" }>;

/**
 * The public name of a front door, which resolves to its healthy addresses.
 *
 * Guarantees
 * - After a health check has failed, no answer has its address, and clients stop using it within one time to live. If no
 *   address is healthy, answers have all addresses.
 * - Adding or removing an address changes no record of another one.
 * - A change of the name's targets keeps the zone.
 * - A change of `routing`, and the start and the end of a migration, take one update, and the name resolves throughout.
 *   Route 53 does not mix routing policies under one name. A command therefore changes all records in one batch, before
 *   the engine updates them. It changes no record of another owner.
 *
 * Queries cost $0.40 per million. Between addresses and an alias, set `replaces` for an update, or take another `record`.
 *
 * Creates `<name>-zone` (with `create`); `<name>-<key>` for each address (record) and `<name>-routing` (command), and with
 * `replaces` `<name>-addresses` (command); with
 * a traffic policy also `<name>` (the policy and its instance, which answers for `traffic-policy.` and the name) and
 * `<name>-traffic-policy` (record, an alias of that); or `<name>` (record of an alias). During a migration from an
 * old endpoint also `<name>-old` (record).
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
  readonly #owner: string;

  constructor(name: string, args: RoutedRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("RoutedRecord", name, validateRoutedRecord(args));
    super("holdfast:dns:RoutedRecord", name, {}, opts);
    this.#name = name;
    const { record, zone, owner = name } = args;
    this.#owner = owner;
    this.fqdn = nameInZone(record, zone.name);
    const { zoneId, nameServers } = this.findZone(args);
    this.zoneId = zoneId;
    this.nameServers = nameServers;
    this.createAnswers(args);
    this.registerOutputs({ fqdn: this.fqdn, zoneId, nameServers });
  }

  private createAnswers({ answers, ttlSeconds = 60 }: RoutedRecordArgs): void {
    const place = { zoneId: this.zoneId, fqdn: this.fqdn, owner: this.#owner, ttlSeconds };
    switch (answers.kind) {
      case "addresses":
        this.createAddresses(answers, place);
        break;
      case "alias":
        createAliasRecords(
          this.#name,
          this,
          place,
          answers.target,
          answers.migration,
          answers.replaces,
        );
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

  private createAddresses(answers: Addresses, place: NamePlace): void {
    const { routing, migration, endpoints, replaces } = answers;
    const isWeighted = routing !== "multivalue" || migration !== undefined;
    const settled = createRoutingSwitch(this.#name, { ...place, isWeighted }, this);
    const after: pulumi.Resource[] = [settled];
    const weights = weightsOf(answers);
    if (replaces) after.push(this.replaceAlias(answers, isWeighted ? weights : undefined, place));
    if (routing === "trafficPolicy") after.push(this.createPolicy(answers, place, [...after]));
    const records = Object.entries(endpoints).map(
      ([key, { address, healthCheckId }], index) =>
        new DnsRecord(
          `${this.#name}-${key}`,
          {
            zoneId: this.zoneId,
            name: this.fqdn,
            type: "A",
            ttl: place.ttlSeconds,
            records: [address],
            setIdentifier: `${this.#owner}/${key}`,
            healthCheckId,
            ...(isWeighted ? weighted(weights[index]!) : MULTIVALUE),
            ...(replaces && { allowOverwrite: true }),
          },
          { parent: this, dependsOn: after },
        ),
    );
    createOldRecord(this.#name, this, place, migration, [...after, ...records]);
  }

  /** Creates `<name>-addresses`: a command that makes the records of the addresses in place of an alias. */
  private replaceAlias(
    { endpoints, replaces = [] }: Addresses,
    weights: readonly number[] | undefined,
    place: NamePlace,
  ): pulumi.Resource {
    const records = Object.entries(endpoints).map(([key, { address, healthCheckId }], index) => ({
      SetIdentifier: `${place.owner}/${key}`,
      ...(weights ? { Weight: weights[index] } : { MultiValueAnswer: true }),
      TTL: place.ttlSeconds,
      ResourceRecords: [{ Value: address }],
      HealthCheckId: healthCheckId,
    }));
    return createRecordsSwitch(
      `${this.#name}-addresses`,
      { ...place, records, after: replaces },
      this,
    );
  }

  /**
   * The policy answers for its own name, to which the public name is an alias: Route 53 creates records
   * for a policy only where no records exist, so with the public name each change of `routing` would be an outage.
   */
  private createPolicy(
    { endpoints, migration }: Addresses,
    { ttlSeconds }: NamePlace,
    after: readonly pulumi.Resource[],
  ): DnsRecord {
    const policy = new TrafficPolicy(
      this.#name,
      {
        comment: pulumi.interpolate`Healthy addresses of ${this.fqdn}`,
        document: pulumi.output(endpoints).apply(renderTrafficPolicy),
      },
      { parent: this },
    );
    const instance = new TrafficPolicyInstance(
      this.#name,
      {
        hostedZoneId: this.zoneId,
        name: pulumi.interpolate`${POLICY_ALIAS}.${this.fqdn}`,
        ttl: ttlSeconds,
        trafficPolicyId: policy.id,
        trafficPolicyVersion: policy.version,
      },
      { parent: this },
    );
    return new DnsRecord(
      `${this.#name}-${POLICY_ALIAS}`,
      {
        zoneId: this.zoneId,
        name: this.fqdn,
        type: "A",
        aliases: [{ name: instance.name, zoneId: this.zoneId, evaluateTargetHealth: true }],
        // With an identifier the provider finds, and deletes, this record and no other one of the name.
        setIdentifier: `${this.#owner}/${POLICY_ALIAS}`,
        ...weighted(migration?.percent ?? 1),
      },
      { parent: this, dependsOn: [...after, instance] },
    );
  }
}

/** The weights of the addresses' records, where they are weighted. */
function weightsOf({ routing, migration, endpoints }: Addresses): number[] {
  const count = Object.keys(endpoints).length;
  // With a traffic policy they stand by: Route 53 answers with its alias as long as that has a healthy address.
  if (routing === "trafficPolicy") return shareWeight(0, count);
  return shareWeight(migration?.percent ?? count, count);
}

const weighted = (weight: number) => ({ weightedRoutingPolicies: [{ weight }] });
const MULTIVALUE = { multivalueAnswerRoutingPolicy: true } as const;
