import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import { plainName } from "./route53-zones";
import { DNS_RECORD, HOSTED_ZONE, TRAFFIC_POLICY } from "./tokens";
import { type Value, text } from "./values";

/** The full name of a record: appends the zone's name if it is missing. */
export function nameIn(account: AccountView, zoneId: Value, name: Value): string {
  const zone = plainName(account.require(HOSTED_ZONE, zoneId, "global").inputs["name"]);
  const own = plainName(name);
  return own === "" ? zone : own === zone || own.endsWith(`.${zone}`) ? own : `${own}.${zone}`;
}

/** The type of a record, or of a traffic policy's records. */
export function typeIn(account: AccountView, { type, inputs }: Stored): Value {
  if (type === DNS_RECORD) return inputs["type"];
  return account.find(TRAFFIC_POLICY, text(inputs["trafficPolicyId"]), "global")?.outputs["type"];
}
