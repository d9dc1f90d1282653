import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { problemsWith } from "../model/inputs";
import { nameIn } from "../model/route53-names";
import { refusedChange } from "../model/route53-refusals";
import { plainName } from "../model/route53-zones";
import { DNS_RECORD, HOSTED_ZONE } from "../model/tokens";
import { type Value, type Values, isGiven, objects, text, texts } from "../model/values";

/** One change of a batch, in a request's format. */
export interface Change {
  readonly action: string;
  readonly name: string;
  readonly type: string;
  /** As the inputs of a record, without its zone. */
  readonly inputs: Values;
}

/** The texts of all elements of a name. */
export const elements = (body: string, element: string): string[] =>
  [...body.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, one]) =>
    unescaped(one!),
  );

const unescaped = (xml: string): string =>
  xml
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The changes of a request's batch. */
export const changesIn = (body: string): Change[] =>
  [...body.matchAll(/<Change>(.*?)<\/Change>/gs)].map(([, change = ""]) => changeIn(change));

function changeIn(change: string): Change {
  const one = (element: string): string | undefined => elements(change, element)[0];
  const given = <T>(element: string, value: (found: string) => T): T | undefined => {
    const found = one(element);
    return found === undefined ? undefined : value(found);
  };
  const [name, type] = [plainName(one("Name") ?? ""), one("Type") ?? ""];
  const values = elements(change, "Value");
  const inputs: Record<string, Value> = {
    name,
    type,
    setIdentifier: one("SetIdentifier"),
    ttl: given("TTL", Number),
    records: values.length > 0 ? values : undefined,
    healthCheckId: one("HealthCheckId"),
    multivalueAnswerRoutingPolicy: one("MultiValueAnswer") === "true" || undefined,
    weightedRoutingPolicies: given("Weight", (weight) => [{ weight: Number(weight) }]),
    failoverRoutingPolicies: given("Failover", (role) => [{ type: role }]),
    aliases: given("DNSName", (target) => [
      {
        name: target,
        zoneId: one("HostedZoneId") ?? "",
        evaluateTargetHealth: one("EvaluateTargetHealth") === "true",
      },
    ]),
  };
  const known = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return { action: one("Action") ?? "", name, type, inputs: Object.fromEntries(known) };
}

/** The key of a record: name, type and identifier. */
function valuesOf(inputs: Values): string {
  const [alias] = objects(inputs["aliases"]);
  return JSON.stringify([
    Number(inputs["ttl"] ?? 0),
    texts(inputs["records"]).map(text).sort(),
    inputs["multivalueAnswerRoutingPolicy"] === true,
    objects(inputs["weightedRoutingPolicies"])[0]?.["weight"],
    objects(inputs["failoverRoutingPolicies"])[0]?.["type"],
    text(inputs["healthCheckId"] ?? ""),
    alias && [plainName(alias["name"]), alias["zoneId"], alias["evaluateTargetHealth"]],
  ]);
}

/** Rejects a record that this zone, or any zone, cannot have. */
function check({ name, inputs }: Change, zoneId: string, zone: string): void {
  if (name !== zone && !name.endsWith(`.${zone}`)) {
    throw refusedChange(`RRSet with DNS name ${name}. is not permitted in zone ${zone}.`);
  }
  const values = texts(inputs["records"]);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw refusedChange(`Duplicate Resource Record: '${twice}'`);
  const [problem] = problemsWith(DNS_RECORD, { ...inputs, zoneId }, "global");
  if (problem) throw refusedChange(problem.reason);
}

const refused = (action: string, { name, type, inputs }: Change, why: string): AwsError => {
  const identifier = isGiven(inputs["setIdentifier"])
    ? `, set-identifier='${text(inputs["setIdentifier"])}'`
    : "";
  const what = `[name='${name}.', type='${type}'${identifier}]`;
  return refusedChange(`Tried to ${action} resource record set ${what} but ${why}`);
};

/** Makes one change, and returns the function that undoes it. */
function apply(account: Account, zoneId: string, change: Change): () => void {
  const { action, name, type } = change;
  const inputs: Values = { ...change.inputs, zoneId };
  const found = account
    .referring(zoneId, DNS_RECORD)
    .find(
      (other) =>
        other.inputs["type"] === type &&
        nameIn(account, zoneId, other.inputs["name"]) === name &&
        (other.inputs["setIdentifier"] ?? "") === (inputs["setIdentifier"] ?? ""),
    );
  const create = (): (() => void) => {
    const created = account.create(DNS_RECORD, "global", inputs);
    return () => account.remove(created);
  };
  switch (action) {
    case "CREATE":
      return create();
    case "UPSERT": {
      if (!found) return create();
      account.update(found, { ...inputs, name: found.inputs["name"] });
      return () => void account.update(found, found.inputs);
    }
    case "DELETE": {
      if (!found) throw refused("delete", change, "it was not found");
      if (valuesOf(found.inputs) !== valuesOf(inputs)) {
        throw refused("delete", change, "the values provided do not match the current values");
      }
      account.remove(found);
      return () => void account.create(DNS_RECORD, "global", found.inputs, { id: found.id });
    }
    default:
      throw new AwsError("InvalidInput", `Value '${action}' at 'action' is not valid`);
  }
}

/**
 * Makes the changes of a batch in their order: all of them or none.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html ("transactional
 * changes"). A deletion must come before a creation that replaces it.
 */
export function changeRecords(account: Account, zoneId: string, changes: readonly Change[]): void {
  const zone = account.require(HOSTED_ZONE, zoneId, "global");
  for (const change of changes.filter(({ action }) => action !== "DELETE")) {
    check(change, zone.id, plainName(zone.inputs["name"]));
  }
  const undone: (() => void)[] = [];
  try {
    for (const change of changes) undone.unshift(apply(account, zone.id, change));
  } catch (error) {
    undone.forEach((undo) => undo());
    throw error;
  }
}
