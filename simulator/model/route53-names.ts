import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import { plainName } from "./route53-zones";
import { DNS_RECORD, HOSTED_ZONE, TRAFFIC_POLICY } from "./tokens";
import { type Value, text } from "./values";

/** The whole name of a record: the zone's name is appended when it is not there. */
export function nameIn(account: AccountView, zoneId: Value, name: Value): string {
  const zone = plainName(account.require(HOSTED_ZONE, zoneId, "global").inputs["name"]);
  const own = plainName(name);
  return own === "" ? zone : own === zone || own.endsWith(`.${zone}`) ? own : `${own}.${zone}`;
}

/** The type of a record, or of what a traffic policy makes for a name. */
export function typeIn(account: AccountView, { type, inputs }: Stored): Value {
  if (type === DNS_RECORD) return inputs["type"];
  return account.find(TRAFFIC_POLICY, text(inputs["trafficPolicyId"]), "global")?.outputs["type"];
}
