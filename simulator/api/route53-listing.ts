import type { Account } from "../account";
import { nameIn } from "../model/route53-names";
import { plainName } from "../model/route53-zones";
import { DNS_RECORD, HOSTED_ZONE, TRAFFIC_POLICY, TRAFFIC_POLICY_INSTANCE } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Value, isGiven, objects, text, texts } from "../model/values";

/** `static.example.com` as Route 53 orders names: from the top. */
const ordered = (name: string): string => plainName(name).split(".").reverse().join(".");

/** A record in the words of the API, with its place in the order. */
interface Listed {
  readonly name: string;
  readonly type: string;
  readonly identifier?: string;
  readonly xml: string;
}

const element = (name: string, value: Value): string =>
  isGiven(value)
    ? `<${name}>${text(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${name}>`
    : "";

const listed = (name: string, type: string, xml: string): Listed => ({
  name,
  type,
  xml: `<ResourceRecordSet>${element("Name", `${name}.`)}${element("Type", type)}${xml}</ResourceRecordSet>`,
});

const valuesXml = (values: readonly string[]): string =>
  values.length === 0
    ? ""
    : `<ResourceRecords>${values.map((one) => `<ResourceRecord>${element("Value", one)}</ResourceRecord>`).join("")}</ResourceRecords>`;

function listedRecord(account: Account, { inputs }: Stored): Listed {
  const [alias] = objects(inputs["aliases"]);
  const [weighted] = objects(inputs["weightedRoutingPolicies"]);
  const [failover] = objects(inputs["failoverRoutingPolicies"]);
  const record = listed(
    nameIn(account, inputs["zoneId"], inputs["name"]),
    text(inputs["type"]),
    [
      element("SetIdentifier", inputs["setIdentifier"]),
      weighted ? element("Weight", String(Number(weighted["weight"]))) : "",
      failover ? element("Failover", failover["type"]) : "",
      inputs["multivalueAnswerRoutingPolicy"] === true ? element("MultiValueAnswer", "true") : "",
      isGiven(inputs["ttl"]) ? element("TTL", String(Number(inputs["ttl"]))) : "",
      valuesXml(texts(inputs["records"]).map(text)),
      alias
        ? `<AliasTarget>${element("HostedZoneId", alias["zoneId"])}${element("DNSName", `${plainName(alias["name"])}.`)}${element("EvaluateTargetHealth", String(alias["evaluateTargetHealth"] === true))}</AliasTarget>`
        : "",
      element("HealthCheckId", inputs["healthCheckId"]),
    ].join(""),
  );
  return { ...record, identifier: text(inputs["setIdentifier"]) };
}

/** The records of a zone from a name and a type on, in Route 53's order; its NS and SOA records are among them. */
export function listRecords(
  account: Account,
  zoneId: string,
  start: { readonly name: string; readonly type: string },
): string[] {
  const zone = account.require(HOSTED_ZONE, zoneId, "global");
  const apex = plainName(zone.inputs["name"]);
  const servers = texts(zone.outputs["nameServers"]).map((one) => `${text(one)}.`);
  const soa = `${servers[0] ?? ""} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const own = [
    listed(apex, "NS", element("TTL", "172800") + valuesXml(servers)),
    listed(apex, "SOA", element("TTL", "900") + valuesXml([soa])),
  ];
  const records = account
    .referring(zone.id, DNS_RECORD)
    .map((record) => listedRecord(account, record));
  const instances = account
    .referring(zone.id, TRAFFIC_POLICY_INSTANCE)
    .map(({ id, inputs }) =>
      listed(
        nameIn(account, zone.id, inputs["name"]),
        text(account.require(TRAFFIC_POLICY, inputs["trafficPolicyId"], "global").outputs["type"]),
        element("TTL", String(Number(inputs["ttl"]))) + element("TrafficPolicyInstanceId", id),
      ),
    );
  const key = ({ name, type, identifier = "" }: Omit<Listed, "xml">) =>
    `${ordered(name)} ${type} ${identifier}`;
  return [...own, ...records, ...instances]
    .filter((one) => start.name === "" || key(one) >= key(start))
    .sort((one, other) => (key(one) < key(other) ? -1 : 1))
    .map(({ xml }) => xml);
}
