import { randomBytes } from "node:crypto";
import { AwsError } from "./errors";
import { checkRecovery, isOn, recoveryAfter, recoveryOf } from "./route53-recovery";
import type { Stored } from "./resource";
import { type Value, type Values, objects, text } from "./values";
import { hasTags, single } from "./ec2-lookups";
import type { Call } from "./lookup";
import { tagsUpTo } from "./shared";
import { DNS_RECORD, HOSTED_ZONE, TRAFFIC_POLICY_INSTANCE, VPC } from "./tokens";
import type { Context, ResourceType, ValueCheck } from "./type";

/** A name without the dot at its end and in lower case, as names are compared. */
export const plainName = (name: Value): string => text(name).replace(/\.$/, "").toLowerCase();

/** A name that a zone or a record can have; `*` matches one label at the beginning. */
export const domainName: ValueCheck = (value) =>
  /^(?=.{1,255}$)(\*|[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i.test(
    text(value),
  )
    ? undefined
    : `InvalidDomainName: ${JSON.stringify(value)} is not a valid domain name`;

const vpcsOf = (inputs: Values): string[] =>
  objects(inputs["vpcs"]).map(({ vpcId }) => text(vpcId));

/** Whether the zone is private: only associated VPCs resolve its names. */
export const isPrivate = (inputs: Values): boolean => vpcsOf(inputs).length > 0;

const nameServers = ({ id, inputs }: Context): string[] =>
  ["com", "net", "org", "co.uk"].map((domain, index) => {
    const number = index * 512 + (isPrivate(inputs) ? 0 : id.charCodeAt(1 + index));
    return `ns-${number}.awsdns-${String(number % 64).padStart(2, "0")}.${domain}`;
  });

/**
 * Names for which Route 53 creates no public zone, including all names below them. Of the names of RFC 2606,
 * it accepts `test`: the integration tests of aws/aws-cdk create `cdk.test` on AWS. For the others, its
 * behavior is unknown.
 */
const RESERVED = /(^|\.)example\.(com|net|org)$/;

function checkName(inputs: Values): void {
  const name = plainName(inputs["name"]);
  if (!isPrivate(inputs) && RESERVED.test(name)) {
    throw new AwsError("InvalidDomainName", `${name} is reserved by AWS!`);
  }
}

function check(context: Context): void {
  const { account, id, inputs } = context;
  const before = account.find(HOSTED_ZONE, id, "global");
  if (!before) checkName(inputs);
  checkRecovery(context);
  if (before && isPrivate(before.inputs) !== isPrivate(inputs)) {
    throw isPrivate(inputs)
      ? new AwsError(
          "PublicZoneVPCAssociation",
          "You can't associate a public hosted zone with a VPC.",
        )
      : new AwsError(
          "LastVPCAssociation",
          "The last VPC association of a private hosted zone can't be removed.",
        );
  }
  const other = account
    .all(HOSTED_ZONE)
    .find(
      (zone) =>
        zone.id !== id &&
        plainName(zone.inputs["name"]) === plainName(inputs["name"]) &&
        vpcsOf(zone.inputs).some((vpc) => vpcsOf(inputs).includes(vpc)),
    );
  if (other) {
    throw new AwsError(
      "ConflictingDomainExists",
      `The VPC you're trying to associate with the hosted zone has already been associated with hosted zone ${other.id} of the same name ${plainName(inputs["name"])}.`,
    );
  }
}

const zone: ResourceType = {
  noun: "Route 53 Hosted Zone",
  operations: {
    create: "Route 53: CreateHostedZone",
    update: "Route 53: AssociateVPCWithHostedZone",
    remove: "Route 53: DeleteHostedZone",
  },
  missing: (id) => ["NoSuchHostedZone", `No hosted zone found with ID: ${id}`],
  global: true,
  id: () => `Z0${randomBytes(9).toString("hex").toUpperCase()}`,
  inputs: {
    name: { required: true, replaces: true, check: domainName },
    comment: { default: "Managed by Pulumi" },
    forceDestroy: { default: false },
    enableAcceleratedRecovery: { computed: true },
    vpcs: {
      unordered: true,
      fields: { vpcId: { required: true, refersTo: VPC }, vpcRegion: {} },
    },
    tags: tagsUpTo(10),
  },
  computed: {
    arn: ({ id, partition }) => `arn:${partition}:route53:::hostedzone/${id}`,
    zoneId: ({ id }) => id,
    nameServers,
    primaryNameServer: (context) => nameServers(context)[0],
    enableAcceleratedRecovery: false,
    $recovery: recoveryAfter,
  },
  changed: (context) => ({ $recovery: recoveryAfter(context) }),
  settled: ({ inputs }) => ({ $recovery: isOn(inputs) ? "ENABLED" : "DISABLED" }),
  beforeRemoval: (inputs) =>
    isOn(inputs) ? { ...inputs, enableAcceleratedRecovery: false } : undefined,
  check,
  checkRemoval: (context) => {
    const { account, id, inputs } = context;
    if (recoveryOf(context) !== "DISABLED") {
      throw new AwsError(
        "InvalidInput",
        `The hosted zone ${id} cannot be deleted while accelerated recovery is not disabled.`,
      );
    }
    const inside = account
      .referring(id)
      .some(({ type }) => [DNS_RECORD, TRAFFIC_POLICY_INSTANCE].includes(type));
    if (inside && inputs["forceDestroy"] !== true) {
      throw new AwsError(
        "HostedZoneNotEmpty",
        "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
      );
    }
  },
};

/** Finds a zone by its id, or by its name and whether it is private. */
export function getZone({ account, inputs }: Call): Values {
  const found = account
    .all(HOSTED_ZONE)
    .filter(
      (one: Stored) =>
        (!inputs["zoneId"] || one.id === inputs["zoneId"]) &&
        (!inputs["name"] ||
          (plainName(one.inputs["name"]) === plainName(inputs["name"]) &&
            isPrivate(one.inputs) ===
              (inputs["privateZone"] === true || Boolean(inputs["vpcId"])))) &&
        (!inputs["vpcId"] || vpcsOf(one.inputs).includes(text(inputs["vpcId"]))) &&
        hasTags(account, one, inputs["tags"]),
    );
  const { id, inputs: own, outputs } = single("Route 53 Hosted Zone", found);
  const inside = account.referring(id, DNS_RECORD).length;
  return {
    id,
    zoneId: id,
    arn: outputs["arn"],
    name: plainName(own["name"]),
    callerReference: id,
    comment: text(own["comment"]) || "Managed by Pulumi",
    enableAcceleratedRecovery: isOn(own),
    linkedServiceDescription: "",
    linkedServicePrincipal: "",
    nameServers: outputs["nameServers"],
    primaryNameServer: outputs["primaryNameServer"],
    privateZone: isPrivate(own),
    // The zone's own NS and SOA records count.
    resourceRecordSetCount: inside + 2,
    tags: own["tags"] ?? {},
  };
}

export const zoneTypes: Record<string, ResourceType> = { [HOSTED_ZONE]: zone };
