import type * as pulumi from "@pulumi/pulumi";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { createRecordsSwitch } from "./records-switch";

/** A name of a load balancer. */
export interface AliasTarget {
  readonly dnsName: pulumi.Input<string>;
  /** Of the hosted zone of `dnsName`. */
  readonly zoneId: pulumi.Input<string>;
}

/** A gradual move of clients to or from this endpoint, in steps and back. */
export interface Migration {
  /**
   * The old endpoint, which gets the rest of the lookups. A name makes both records CNAMEs, which neither a zone's own
   * name nor a name with address records can have. With the hosted zone of an AWS load balancer's name, or of another
   * name in the same zone, both are aliases.
   *
   * @default - another stack has weighted records of the same name, with its own share
   */
  readonly from?:
    | string
    | { readonly name: pulumi.Input<string>; readonly hostedZoneId: pulumi.Input<string> }
    | undefined;
  /**
   * The weight of this endpoint's records together, 0 to 100. With `from`, a share of lookups: the old endpoint has the
   * rest, and no record at 100.
   */
  readonly percent: number;
}

/** The name that records are of. */
export interface NamePlace {
  readonly zoneId: pulumi.Input<string>;
  readonly fqdn: pulumi.Input<string>;
  /** Begins the identifiers of all records. */
  readonly owner: string;
  /** Of records that are not aliases. */
  readonly ttlSeconds: number;
}

/**
 * Creates `<name>`, a weighted record for the target, and `<name>-old` while some lookups get the old endpoint. With
 * `replaces`, a command `<name>-alias` has made the record before, in one batch with the deletion of the others.
 * The target's record is weighted without a migration too, because Route 53 does not mix weighted
 * records with others under one name: beginning and ending a migration changes a weight.
 *
 * A migration from a name ends at `percent: 100`: CNAMEs and aliases do not mix either, so taking it out
 * before is refused by Route 53, and nothing changes.
 *
 * Health does not count: a failing endpoint stays in the answers, and going to the other one is a decision.
 *
 * @param replaces that the name has records of this stack's addresses. After these resources, `<name>-alias` (command)
 * replaces them by the target's record, which the engine then overwrites.
 */
export function createAliasRecords(
  name: string,
  parent: pulumi.ComponentResource,
  place: NamePlace,
  target: AliasTarget,
  migration: Migration | undefined,
  replaces?: readonly pulumi.Resource[],
): void {
  const isCname = typeof migration?.from === "string";
  const weight = migration?.percent ?? 100;
  const settled =
    replaces &&
    createRecordsSwitch(
      `${name}-alias`,
      { ...place, records: [aliasSet(place.owner, target, weight)], after: replaces },
      parent,
    );
  const current = createWeighted(
    name,
    parent,
    place,
    {
      setIdentifier: place.owner,
      weight,
      ...(isCname ? { cname: target.dnsName } : { alias: target }),
      ...(settled && { allowOverwrite: true }),
    },
    settled ? [settled] : [],
  );
  createOldRecord(name, parent, place, migration, [current]);
}

const aliasSet = (SetIdentifier: string, { dnsName, zoneId }: AliasTarget, Weight: number) => ({
  SetIdentifier,
  Weight,
  AliasTarget: { DNSName: dnsName, HostedZoneId: zoneId, EvaluateTargetHealth: false },
});

/**
 * Creates `<name>-old`, a weighted record of a migration's old endpoint, while some lookups get that.
 *
 * @param after this stack's own records, which are of the same type and weighted
 */
export function createOldRecord(
  name: string,
  parent: pulumi.ComponentResource,
  place: NamePlace,
  migration: Migration | undefined,
  after: pulumi.Resource[],
): void {
  const { from, percent }: Migration = migration ?? { percent: 100 };
  if (from === undefined || percent === 100) return;
  createWeighted(
    `${name}-old`,
    parent,
    place,
    {
      setIdentifier: `${place.owner}/old`,
      weight: 100 - percent,
      ...(typeof from === "string"
        ? { cname: from }
        : { alias: { dnsName: from.name, zoneId: from.hostedZoneId } }),
    },
    after,
  );
}

type WeightedRecord = {
  readonly setIdentifier: string;
  readonly weight: number;
  readonly allowOverwrite?: boolean;
} & ({ readonly cname: pulumi.Input<string> } | { readonly alias: AliasTarget });

function createWeighted(
  name: string,
  parent: pulumi.ComponentResource,
  { zoneId, fqdn, ttlSeconds }: NamePlace,
  { setIdentifier, weight, allowOverwrite, ...to }: WeightedRecord,
  dependsOn: pulumi.Resource[] = [],
): DnsRecord {
  return new DnsRecord(
    name,
    {
      zoneId,
      name: fqdn,
      ...("alias" in to
        ? {
            type: "A",
            aliases: [
              { name: to.alias.dnsName, zoneId: to.alias.zoneId, evaluateTargetHealth: false },
            ],
          }
        : { type: "CNAME", ttl: ttlSeconds, records: [to.cname] }),
      setIdentifier,
      weightedRoutingPolicies: [{ weight }],
      ...(allowOverwrite && { allowOverwrite }),
    },
    { parent, dependsOn },
  );
}
