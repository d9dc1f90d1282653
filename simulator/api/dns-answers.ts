import type { Account } from "../account";
import { nameIn } from "../model/route53-names";
import { plainName } from "../model/route53-zones";
import {
  ACCELERATOR,
  DNS_RECORD,
  EIP,
  LOAD_BALANCER,
  TRAFFIC_POLICY,
  TRAFFIC_POLICY_INSTANCE,
} from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Value, object, objects, text, texts } from "../model/values";

/** An answer of the name service, of type A or CNAME. */
interface DnsAnswer {
  readonly name: string;
  readonly type: "A" | "CNAME";
  readonly ttl: number;
  readonly data: string;
}

/** How many addresses of a load balancer AWS returns at a time. */
const MOST_ADDRESSES = 8;

const BALANCER_TTL_SECONDS = 60;
const ACCELERATOR_TTL_SECONDS = 300;

/** How many aliases and CNAMEs may follow each other. */
const LONGEST_CHAIN = 8;

/** Whether a record may be returned, by its health check, if any. */
export type Usable = (record: Stored) => boolean;

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);

/**
 * The addresses of a load balancer: its Elastic IPs or those of its pool if it has any, else those in its
 * subnets. The model has no other public addresses of internet-facing load balancers.
 */
function addressesOf(account: Account, { inputs, outputs, region }: Stored): string[] {
  const elastic = objects(inputs["subnetMappings"])
    .map(({ allocationId }) => account.find(EIP, text(allocationId), region))
    .flatMap((eip) => (eip ? [text(eip.outputs["publicIp"])] : []));
  const pooled = Object.values(object(outputs["$publicIps"])).map(text);
  const own = Object.values(object(outputs["$privateIps"])).map(text);
  const found = [elastic, pooled, own].find((all) => all.length > 0) ?? [];
  return shuffled(found).slice(0, MOST_ADDRESSES);
}

/** One of the records that share a name, chosen by its routing policy (ignoring health). */
function chosen(records: readonly Stored[]): Stored | undefined {
  const primary = records.find(
    ({ inputs }) => objects([inputs["failoverRoutingPolicies"]].flat())[0]?.["type"] === "PRIMARY",
  );
  const weights = records.map(({ inputs }) =>
    Number(objects([inputs["weightedRoutingPolicies"]].flat())[0]?.["weight"] ?? 1),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // If all weights are 0, all are equally likely.
  const shares = total > 0 ? weights : records.map(() => 1);
  let left = Math.random() * (total > 0 ? total : records.length);
  return primary ?? records.find((_, index) => (left -= shares[index] ?? 0) < 0) ?? records[0];
}

/** The records that Route 53 makes for an instance of a traffic policy with one multivalue rule. */
function policyRecords(account: Account, instance: Stored): Stored[] {
  const { trafficPolicyId, ttl } = instance.inputs;
  const policy = account.find(TRAFFIC_POLICY, text(trafficPolicyId), "global");
  const document = object(JSON.parse(text(policy?.inputs["document"]) || "{}") as Value);
  const endpoints = object(document["Endpoints"]);
  const rule = object(object(document["Rules"])[text(document["StartRule"])]);
  return objects(rule["Items"]).map(({ EndpointReference: key, HealthCheck }) => ({
    ...instance,
    inputs: {
      type: document["RecordType"],
      ttl,
      records: [object(endpoints[text(key)])["Value"]],
      healthCheckId: HealthCheck,
      multivalueAnswerRoutingPolicy: true,
    },
  }));
}

function fromRecords(
  account: Account,
  name: string,
  all: readonly Stored[],
  isUsable: Usable,
  depth: number,
): DnsAnswer[] {
  const healthy = all.filter(isUsable);
  // If none is healthy, Route 53 treats all as healthy.
  const records = healthy.length > 0 ? healthy : all;
  const several = records.filter(({ inputs }) => inputs["multivalueAnswerRoutingPolicy"] === true);
  const used = several.length > 0 ? shuffled(several).slice(0, MOST_ADDRESSES) : [chosen(records)];
  return used.flatMap((record) => {
    const { aliases, records: data, ttl, type } = record?.inputs ?? {};
    const alias = objects(aliases)[0];
    if (alias) {
      const target = answersTo(account, plainName(alias["name"]), isUsable, depth + 1) ?? [];
      return target.filter((one) => one.type === "A").map((one) => ({ ...one, name }));
    }
    const own = texts(data).map((one) => ({
      name,
      type: type as DnsAnswer["type"],
      ttl: Number(ttl),
      data: one,
    }));
    const next =
      type === "CNAME" && own[0] ? answersTo(account, own[0].data, isUsable, depth + 1) : [];
    return [...own, ...(next ?? [])];
  });
}

/**
 * Resolves a name of the account; undefined if it does not exist. Covers load balancers, accelerators,
 * Elastic IPs (as the private address of the holder, as inside its VPC), and the A and CNAME records of all
 * hosted zones, including private ones.
 */
export function answersTo(
  account: Account,
  asked: string,
  isUsable: Usable = () => true,
  depth = 0,
): DnsAnswer[] | undefined {
  const name = plainName(asked);
  const balancer = account
    .all(LOAD_BALANCER)
    .find(({ outputs }) => plainName(outputs["dnsName"]) === name.replace(/^dualstack\./, ""));
  if (balancer) {
    return addressesOf(account, balancer).map((data) => ({
      name,
      type: "A",
      ttl: BALANCER_TTL_SECONDS,
      data,
    }));
  }
  const accelerator = account
    .all(ACCELERATOR)
    .find(({ outputs }) => plainName(outputs["dnsName"]) === name);
  if (accelerator) {
    const addresses = texts(objects(accelerator.outputs["ipSets"])[0]?.["ipAddresses"]);
    return shuffled(addresses).map((data) => ({
      name,
      type: "A",
      ttl: ACCELERATOR_TTL_SECONDS,
      data,
    }));
  }
  const elastic = account.all(EIP).find(({ outputs }) => outputs["publicDns"] === name);
  if (elastic) {
    const { privateIp, publicIp } = account.state(elastic);
    const data = text(privateIp) || text(publicIp);
    return [{ name, type: "A", ttl: BALANCER_TTL_SECONDS, data }];
  }
  const records = [
    ...account
      .all(DNS_RECORD)
      .filter(({ inputs }) => nameIn(account, inputs["zoneId"], inputs["name"]) === name),
    ...account
      .all(TRAFFIC_POLICY_INSTANCE)
      .filter(({ inputs }) => nameIn(account, inputs["hostedZoneId"], inputs["name"]) === name)
      .flatMap((instance) => policyRecords(account, instance)),
  ];
  if (records.length === 0 || depth > LONGEST_CHAIN) {
    return undefined;
  }
  const usable = records.filter(({ inputs }) => ["A", "CNAME"].includes(text(inputs["type"])));
  return usable.length > 0 ? fromRecords(account, name, usable, isUsable, depth) : [];
}
