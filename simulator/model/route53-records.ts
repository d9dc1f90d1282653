import { isIPv4, isIPv6 } from "node:net";
import type { Stored } from "./resource";
import { checkMutable } from "./route53-recovery";
import { type Values, isGiven, isKnown, objects, text, texts } from "./values";
import { checkAlias } from "./route53-aliases";
import { nameIn, typeIn } from "./route53-names";
import { refusedChange } from "./route53-refusals";
import { domainName, plainName } from "./route53-zones";
import { between, oneOf } from "./shared";
import { DNS_RECORD, HEALTH_CHECK, HOSTED_ZONE, TRAFFIC_POLICY_INSTANCE } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const nameOf = ({ account, inputs }: Pick<Context, "account" | "inputs">): string =>
  nameIn(account, inputs["zoneId"], inputs["name"]);

/** The routing policies between records of one name and type, by their inputs. */
const policies: Readonly<Record<string, string>> = {
  weightedRoutingPolicies: "weighted",
  failoverRoutingPolicies: "failover",
  latencyRoutingPolicies: "latency",
  multivalueAnswerRoutingPolicy: "multivalue answer",
};

const policiesOf = (inputs: Values): string[] =>
  Object.keys(policies).filter((key) => isGiven(inputs[key]) && inputs[key] !== false);

const routingOf = (inputs: Values): string => policies[policiesOf(inputs)[0] ?? ""] ?? "simple";

/** The values that a type of record can have. */
function valueProblem(type: string, value: string): string | undefined {
  const wrong = `Invalid Resource Record: 'FATAL problem: `;
  if (type === "A" && !isIPv4(value)) {
    return `${wrong}ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '${value}''`;
  }
  if (type === "AAAA" && !isIPv6(value)) {
    return `${wrong}AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '${value}''`;
  }
  if (["CNAME", "NS", "PTR"].includes(type) && (isIPv4(value) || domainName(value))) {
    return `${wrong}DomainNameIllegal (Value is not a valid domain name) encountered with '${value}''`;
  }
  return undefined;
}

function validate(inputs: Values): Problem[] {
  const problems: Problem[] = [];
  const refuse = (property: string, reason: string): unknown => problems.push({ property, reason });
  const { aliases, records, ttl, type, setIdentifier } = inputs;
  if (isGiven(aliases) === isGiven(records)) {
    refuse("records", "exactly one of aliases and records must be given");
  }
  if (isGiven(records) && !isGiven(ttl)) {
    refuse("ttl", '"ttl" is required with records');
  }
  if (isGiven(aliases) && isGiven(ttl)) {
    refuse("ttl", '"ttl" cannot be given with aliases: an alias has the one of its target');
  }
  const given = policiesOf(inputs);
  if (given.length > 1) {
    refuse(given[1] ?? "", `only one routing policy is allowed, got ${given.join(" and ")}`);
  }
  if (isGiven(setIdentifier) !== given.length > 0) {
    refuse("setIdentifier", "a routing policy and setIdentifier need each other");
  }
  if (isGiven(aliases) && routingOf(inputs) === "multivalue answer") {
    refuse("aliases", "a record with multivalue answer routing cannot be an alias");
  }
  const values = texts(records);
  for (const value of isKnown(type) ? values.filter(isKnown) : []) {
    const reason = valueProblem(text(type), value);
    if (reason) {
      refuse("records", reason);
    }
  }
  if (type === "CNAME" && values.length > 1) {
    refuse("records", `a CNAME record has one value, got ${values.length}`);
  }
  return problems;
}

interface Neighbour {
  readonly type: string;
  readonly inputs: Values;
}

/** Other records of the name, including those of traffic policies. */
function neighbours({ account, id, inputs }: Context): Neighbour[] {
  const zoneId = text(inputs["zoneId"]);
  const name = nameOf({ account, inputs });
  const same = (other: Stored): boolean =>
    other.id !== id && nameIn(account, zoneId, other.inputs["name"]) === name;
  return account
    .referring(zoneId)
    .filter(({ type }) => [DNS_RECORD, TRAFFIC_POLICY_INSTANCE].includes(type))
    .filter(same)
    .map((other) => ({
      type: text(typeIn(account, other)),
      inputs: other.type === DNS_RECORD ? other.inputs : {},
    }));
}

function checkNeighbours(context: Context): void {
  const { account, inputs } = context;
  const { type, setIdentifier } = inputs;
  const name = nameOf(context);
  const zone = plainName(account.require(HOSTED_ZONE, inputs["zoneId"], "global").inputs["name"]);
  const others = neighbours(context);
  if (type === "CNAME" && name === zone) {
    throw refusedChange(
      `RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${zone}.`,
    );
  }
  if (others.some((other) => other.type !== type && [other.type, type].includes("CNAME"))) {
    throw refusedChange(
      `RRSet of type ${text(type)} with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name in zone ${zone}.`,
    );
  }
  const routing = routingOf(inputs);
  const alike = others.filter((other) => other.type === type);
  // https://github.com/gardener/external-dns-management/issues/513
  if (routing === "simple" && alike.some((other) => routingOf(other.inputs) !== routing)) {
    throw refusedChange(
      `RRSet with DNS name ${name}., type ${text(type)} cannot be created as other RRSets exist with the same name and type.`,
    );
  }
  // https://github.com/kubernetes-sigs/external-dns/issues/1411
  if (alike.some((other) => routingOf(other.inputs) !== routing)) {
    const identifier = isGiven(setIdentifier) ? `, SetIdentifier ${text(setIdentifier)}` : "";
    throw refusedChange(
      `RRSet with DNS name ${name}., type ${text(type)}${identifier} cannot be created as a non-${routing} RRSet exists with the same name and type.`,
    );
  }
  if (alike.length > 0 && routing === "simple") {
    throw refusedChange(
      `Tried to create resource record set [name='${name}.', type='${text(type)}'] but it already exists`,
    );
  }
  const role = objects(inputs["failoverRoutingPolicies"])[0]?.["type"];
  if (
    routing === "failover" &&
    alike.some((other) => objects(other.inputs["failoverRoutingPolicies"])[0]?.["type"] === role)
  ) {
    throw refusedChange(
      `RRSet with DNS name ${name}., type ${text(type)} cannot be created as another one is ${text(role)} already`,
    );
  }
}

/** Rejects a change while Route 53 has locked the zone's records. */
function checkZone({ account, inputs }: Context): void {
  checkMutable(account.require(HOSTED_ZONE, inputs["zoneId"], "global"));
}

const one = <T>(fields: T) => ({ fields });

const alreadyExists = ({ name, type, setIdentifier }: Values): readonly [string, string] => [
  "InvalidChangeBatch",
  `[Tried to create resource record set [name='${plainName(name)}.', type='${text(type)}'${isGiven(setIdentifier) ? `, set-identifier='${text(setIdentifier)}'` : ""}] but it already exists]`,
];

const record: ResourceType = {
  noun: "Route 53 Record",
  operations: {
    create: "Route 53: ChangeResourceRecordSets",
    update: "Route 53: ChangeResourceRecordSets",
    remove: "Route 53: ChangeResourceRecordSets",
  },
  missing: (id) => ["InvalidChangeBatch", `[Tried to find record ${id} but it was not found]`],
  // The provider then makes an UPSERT of it.
  taken: ({ inputs }) => (inputs["allowOverwrite"] === true ? undefined : alreadyExists(inputs)),
  global: true,
  id: ({ inputs }) =>
    [inputs["zoneId"], plainName(inputs["name"]), inputs["type"], inputs["setIdentifier"]]
      .filter(isGiven)
      .map(text)
      .join("_"),
  inputs: {
    zoneId: { required: true, replaces: true, refersTo: HOSTED_ZONE, bond: "follows" },
    name: {
      required: true,
      replaces: true,
      check: (value) => (value === "" ? undefined : domainName(value)),
    },
    // Another type or identifier is a new record for Route 53: the provider deletes the old one and creates
    // the new one in a single change, so that the name always resolves.
    type: {
      required: true,
      check: oneOf("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SRV", "TXT"),
    },
    ttl: { check: between(0, 2147483647, "seconds") },
    records: { unordered: true },
    setIdentifier: {},
    healthCheckId: { refersTo: HEALTH_CHECK },
    aliases: one({
      name: { required: true },
      zoneId: { required: true },
      evaluateTargetHealth: { required: true },
    }),
    weightedRoutingPolicies: one({ weight: { required: true, check: between(0, 255) } }),
    failoverRoutingPolicies: one({
      type: { required: true, check: oneOf("PRIMARY", "SECONDARY") },
    }),
    latencyRoutingPolicies: one({ region: { required: true } }),
    multivalueAnswerRoutingPolicy: {},
    allowOverwrite: {},
  },
  computed: { allowOverwrite: ({ inputs }) => inputs["allowOverwrite"] === true, fqdn: nameOf },
  validate,
  check: (context) => {
    checkZone(context);
    checkNeighbours(context);
    objects(context.inputs["aliases"]).forEach((alias) => checkAlias(context, alias));
  },
  checkRemoval: checkZone,
};

export const recordTypes: Record<string, ResourceType> = { [DNS_RECORD]: record };
