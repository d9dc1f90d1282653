// @ts-check
/*
 * Replaces the records of a name's addresses by an alias in one batch, which Route 53 makes whole or not at all: the name
 * is answered throughout. Then it waits until Route 53's servers have the change, and for the time to live of the records,
 * in which resolvers may still answer with them. Where no such record is, it does nothing.
 *
 *   ALIAS_ZONE         id of the hosted zone
 *   ALIAS_NAME         whole name
 *   ALIAS_TARGET       JSON, { dnsName, zoneId, owner, weight }: the load balancer's name and its hosted zone, the
 *                      identifier of the record, which begins those of the others, and its weight
 *   ALIAS_TTL_SECONDS  time to live of the records
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs route53:ListResourceRecordSets,
 * route53:ChangeResourceRecordSets and route53:GetChange. Exit status: 0 the name is an alias, or has no record; 1 the
 * last lines say why not.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { requireAccount } from "../../scripts/aws-client.mjs";
import { changesToAlias } from "./decide-alias.mjs";
import { addressRecords, changeAtOnce, untilInSync } from "./records.mjs";

const { ALIAS_ZONE = "", ALIAS_NAME = "", ALIAS_TARGET = "{}", ALIAS_TTL_SECONDS } = process.env;
const alias = JSON.parse(ALIAS_TARGET);

async function replace() {
  await requireAccount();
  const changes = changesToAlias(await addressRecords(ALIAS_ZONE, ALIAS_NAME), alias);
  if (changes.length === 0) return `${ALIAS_NAME}: no record of an address`;
  await untilInSync(await changeAtOnce(ALIAS_ZONE, `alias of ${alias.dnsName}`, changes));
  await sleep(Number(ALIAS_TTL_SECONDS) * 1000);
  return `${ALIAS_NAME}: an alias of ${alias.dnsName}, in place of ${changes.length - 1} records of addresses`;
}

try {
  console.log(await replace());
} catch (error) {
  console.error(
    `${ALIAS_NAME} keeps its records: ${error instanceof Error ? error.message : String(error)}\n` +
      "The old front door was not deleted. Fix this, and run the update again.",
  );
  process.exitCode = 1;
}
