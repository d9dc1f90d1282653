import { isIPv4, isIPv6 } from "node:net";
import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { ACCELERATOR_ZONE, isLoadBalancerZone } from "./regions";
import type { Stored } from "./resource";
import { type Value, type Values, isGiven, isKnown, objects, text, texts } from "./values";
import { checkMutable } from "./route53-recovery";
import { domainName, plainName } from "./route53-zones";
import { between, oneOf } from "./shared";
import {
  ACCELERATOR,
  DNS_RECORD,
  HEALTH_CHECK,
  HOSTED_ZONE,
  LOAD_BALANCER,
  TRAFFIC_POLICY,
  TRAFFIC_POLICY_INSTANCE,
} from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

/** The whole name of a record: the zone's name is appended when it is not there. */
export function nameIn(account: AccountView, zoneId: Value, name: Value): string {
  const zone = plainName(account.require(HOSTED_ZONE, zoneId, "global").inputs["name"]);
  const own = plainName(name);
  return own === "" ? zone : own === zone || own.endsWith(`.${zone}`) ? own : `${own}.${zone}`;
}

const nameOf = ({ account, inputs }: Pick<Context, "account" | "inputs">): string =>
  nameIn(account, inputs["zoneId"], inputs["name"]);

/** The ways of choosing between records of one name and type, by their inputs. */
const policies: Readonly<Record<string, string>> = {
  weightedRoutingPolicies: "weighted",
  failoverRoutingPolicies: "failover",
  latencyRoutingPolicies: "latency",
  multivalueAnswerRoutingPolicy: "multivalue answer",
};

const policiesOf = (inputs: Values): string[] =>
  Object.keys(policies).filter((key) => isGiven(inputs[key]) && inputs[key] !== false);

const routingOf = (inputs: Values): string => policies[policiesOf(inputs)[0] ?? ""] ?? "simple";

const refused = (problem: string): AwsError => new AwsError("InvalidChangeBatch", `[${problem}]`);

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

/** Other records of the name, those of traffic policies too. */
function neighbours({ account, id, inputs }: Context): Neighbour[] {
  const zoneId = text(inputs["zoneId"]);
  const name = nameOf({ account, inputs });
  const same = (other: Stored): boolean =>
    other.id !== id && nameIn(account, zoneId, other.inputs["name"]) === name;
  const records = account.referring(zoneId, DNS_RECORD).filter(same);
  const instances = account.referring(zoneId, TRAFFIC_POLICY_INSTANCE).filter(same);
  return [
    ...records.map((other) => ({ type: text(other.inputs["type"]), inputs: other.inputs })),
    ...instances.map((other) => ({
      type: text(
        account.require(TRAFFIC_POLICY, other.inputs["trafficPolicyId"], "global").outputs["type"],
      ),
      inputs: {},
    })),
  ];
}

function checkNeighbours(context: Context): void {
  const { account, inputs } = context;
  const { type, setIdentifier } = inputs;
  const name = nameOf(context);
  const zone = plainName(account.require(HOSTED_ZONE, inputs["zoneId"], "global").inputs["name"]);
  const others = neighbours(context);
  if (type === "CNAME" && name === zone) {
    throw refused(
      `RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${zone}.`,
    );
  }
  if (others.some((other) => other.type !== type && [other.type, type].includes("CNAME"))) {
    throw refused(
      `RRSet of type ${text(type)} with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name in zone ${zone}.`,
    );
  }
  const routing = routingOf(inputs);
  const alike = others.filter((other) => other.type === type);
  if (alike.some((other) => routingOf(other.inputs) !== routing)) {
    const identifier = isGiven(setIdentifier) ? `, SetIdentifier ${text(setIdentifier)}` : "";
    throw refused(
      `RRSet with DNS name ${name}., type ${text(type)}${identifier} cannot be created as a non-${routing} RRSet exists with the same name and type.`,
    );
  }
  if (alike.length > 0 && routing === "simple") {
    throw refused(
      `Tried to create resource record set [name='${name}.', type='${text(type)}'] but it already exists`,
    );
  }
  const role = objects(inputs["failoverRoutingPolicies"])[0]?.["type"];
  if (
    routing === "failover" &&
    alike.some((other) => objects(other.inputs["failoverRoutingPolicies"])[0]?.["type"] === role)
  ) {
    throw refused(
      `RRSet with DNS name ${name}., type ${text(type)} cannot be created as another one is ${text(role)} already`,
    );
  }
}

/** An alias must lead to a record of the type in a zone, to a load balancer or to an accelerator. */
function checkAlias({ account, inputs }: Context, alias: Values): void {
  const zoneId = text(alias["zoneId"]);
  const name = plainName(alias["name"]);
  const tried = `Tried to create an alias that targets ${name}., type ${text(inputs["type"])} in zone ${zoneId}, but`;
  if (isLoadBalancerZone(zoneId)) {
    const balancer = account
      .all(LOAD_BALANCER)
      .find(({ outputs }) => plainName(outputs["dnsName"]) === name.replace(/^dualstack\./, ""));
    if (!balancer) {
      throw refused(`${tried} that target was not found`);
    }
    if (balancer.outputs["zoneId"] !== zoneId) {
      throw refused(`${tried} the alias target name does not lie within the target zone`);
    }
    return;
  }
  if (zoneId === ACCELERATOR_ZONE) {
    const names = account.all(ACCELERATOR).map(({ outputs }) => plainName(outputs["dnsName"]));
    if (!names.includes(name)) throw refused(`${tried} that target was not found`);
    return;
  }
  const zone = account.find(HOSTED_ZONE, zoneId, "global");
  const found = account
    .referring(zoneId, DNS_RECORD)
    .some(
      (record) =>
        record.inputs["type"] === inputs["type"] &&
        nameIn(account, zoneId, record.inputs["name"]) === name,
    );
  if (zone && !found) {
    throw refused(`${tried} that target was not found`);
  }
}

/** Refuses a change while Route 53 changes none of the zone's records. */
function checkZone({ account, inputs }: Context): void {
  checkMutable(account.require(HOSTED_ZONE, inputs["zoneId"], "global"));
}

const one = <T>(fields: T) => ({ fields });

const record: ResourceType = {
  noun: "Route 53 Record",
  operations: {
    create: "Route 53: ChangeResourceRecordSets",
    update: "Route 53: ChangeResourceRecordSets",
    remove: "Route 53: ChangeResourceRecordSets",
  },
  missing: (id) => ["InvalidChangeBatch", `[Tried to find record ${id} but it was not found]`],
  taken: ({ inputs }) => [
    "InvalidChangeBatch",
    `[Tried to create resource record set [name='${plainName(inputs["name"])}.', type='${text(inputs["type"])}'${isGiven(inputs["setIdentifier"]) ? `, set-identifier='${text(inputs["setIdentifier"])}'` : ""}] but it already exists]`,
  ],
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
    // Another type or identifier is a new record for Route 53: the provider deletes the old one and
    // creates the new one in a single change, so that the name never goes unanswered.
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
  },
  computed: { allowOverwrite: false, fqdn: nameOf },
  validate,
  check: (context) => {
    checkZone(context);
    checkNeighbours(context);
    objects(context.inputs["aliases"]).forEach((alias) => checkAlias(context, alias));
  },
  checkRemoval: checkZone,
};

export const recordTypes: Record<string, ResourceType> = { [DNS_RECORD]: record };
