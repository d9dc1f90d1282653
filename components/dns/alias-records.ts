import type * as pulumi from "@pulumi/pulumi";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";

/** A name of a load balancer. */
export interface AliasTarget {
  readonly dnsName: pulumi.Input<string>;
  /** Of the hosted zone of `dnsName`. */
  readonly zoneId: pulumi.Input<string>;
}

/** A move from an old endpoint to this one, in steps and back. */
export interface Migration {
  /**
   * The old endpoint. A name makes both records CNAMEs, which a zone's own name cannot have; with the
   * hosted zone of an AWS load balancer's name both are aliases.
   */
  readonly from:
    string | { readonly name: pulumi.Input<string>; readonly hostedZoneId: pulumi.Input<string> };
  /** Share of lookups that get the new endpoint, 0 to 100; at 100 the old one has no record. */
  readonly percent: number;
}

interface AliasRecordsArgs {
  readonly zoneId: pulumi.Input<string>;
  readonly fqdn: pulumi.Input<string>;
  readonly target: AliasTarget;
  readonly migration?: Migration | undefined;
  /** Of CNAMEs. */
  readonly ttlSeconds: number;
}

/**
 * Creates `<name>`, a weighted record for the target, and `<name>-old` while some lookups get the old endpoint.
 * The target's record is weighted without a migration too, because Route 53 does not mix weighted
 * records with others under one name: beginning and ending a migration changes a weight.
 *
 * A migration from a name ends at `percent: 100`: CNAMEs and aliases do not mix either, so taking it out
 * before is refused by Route 53, and nothing changes.
 *
 * Health does not count: a failing endpoint stays in the answers, and going to the other one is a decision.
 */
export function createAliasRecords(
  name: string,
  parent: pulumi.ComponentResource,
  { zoneId, fqdn, target, migration, ttlSeconds }: AliasRecordsArgs,
): void {
  const { from, percent } = migration ?? { from: undefined, percent: 100 };
  const record = (
    recordName: string,
    setIdentifier: string,
    weight: number,
    {
      dnsName,
      zoneId: targetZone,
    }: { dnsName: pulumi.Input<string>; zoneId: pulumi.Input<string> },
    dependsOn: pulumi.Resource[],
  ) =>
    new DnsRecord(
      recordName,
      {
        zoneId,
        name: fqdn,
        ...(typeof from === "string"
          ? { type: "CNAME", ttl: ttlSeconds, records: [dnsName] }
          : {
              type: "A",
              aliases: [{ name: dnsName, zoneId: targetZone, evaluateTargetHealth: false }],
            }),
        setIdentifier,
        weightedRoutingPolicies: [{ weight }],
      },
      { parent, dependsOn },
    );
  const current = record(name, "new", percent, target, []);
  if (from === undefined || percent === 100) return;
  const old =
    typeof from === "string"
      ? { dnsName: from, zoneId: "" }
      : { dnsName: from.name, zoneId: from.hostedZoneId };
  // The new one's record is of the same type by then.
  record(`${name}-old`, "old", 100 - percent, old, [current]);
}
