import { ACCELERATOR_ZONE, isLoadBalancerZone } from "./regions";
import { nameIn, typeIn } from "./route53-names";
import { plainName } from "./route53-zones";
import { refusedChange } from "./route53-refusals";
import { ACCELERATOR, HOSTED_ZONE, LOAD_BALANCER } from "./tokens";
import type { Context } from "./type";
import { type Values, text } from "./values";

/** An alias must target a record of the same type in the zone, a load balancer or an accelerator. */
export function checkAlias({ account, inputs }: Context, alias: Values): void {
  const zoneId = text(alias["zoneId"]);
  const name = plainName(alias["name"]);
  const tried = `Tried to create an alias that targets ${name}., type ${text(inputs["type"])} in zone ${zoneId}, but`;
  if (isLoadBalancerZone(zoneId)) {
    const balancer = account
      .all(LOAD_BALANCER)
      .find(({ outputs }) => plainName(outputs["dnsName"]) === name.replace(/^dualstack\./, ""));
    if (!balancer) {
      throw refusedChange(`${tried} that target was not found`);
    }
    if (balancer.outputs["zoneId"] !== zoneId) {
      throw refusedChange(`${tried} the alias target name does not lie within the target zone`);
    }
    return;
  }
  if (zoneId === ACCELERATOR_ZONE) {
    const names = account.all(ACCELERATOR).map(({ outputs }) => plainName(outputs["dnsName"]));
    if (!names.includes(name)) throw refusedChange(`${tried} that target was not found`);
    return;
  }
  const zone = account.find(HOSTED_ZONE, zoneId, "global");
  const found = account
    .referring(zoneId)
    .some(
      (record) =>
        typeIn(account, record) === inputs["type"] &&
        nameIn(account, zoneId, record.inputs["name"]) === name,
    );
  if (zone && !found) {
    throw refusedChange(`${tried} that target was not found`);
  }
}
