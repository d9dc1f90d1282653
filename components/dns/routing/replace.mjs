// @ts-check
/*
 * Replaces the alias of a name by records of addresses, or those by an alias, in one batch, which Route 53 makes whole or
 * not at all: the name is answered throughout. It waits
 *
 *   - before records of addresses: until half of the checkers at least find one of the addresses healthy;
 *   - after the batch: until Route 53's servers have the change, and for the time to live of what was replaced, in which
 *     resolvers may still answer with it.
 *
 * Where nothing is to be replaced, it does nothing.
 *
 *   RECORDS_ZONE             id of the hosted zone
 *   RECORDS_NAME             whole name
 *   RECORDS_OWNER            identifier of the alias; begins those of the others
 *   RECORDS                  JSON, an array of record sets as Route 53's API has them, without name and type
 *   RECORDS_TIMEOUT_SECONDS  300, for an address to be healthy
 *   RECORDS_POLL_SECONDS     between two questions; 2
 *   ALIAS_TTL_SECONDS        time to live of what Route 53 answers for an alias of a load balancer; 60
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs route53:ListResourceRecordSets,
 * route53:ChangeResourceRecordSets, route53:GetChange and, for records of addresses, route53:GetHealthCheckStatus. Exit
 * status: 0 the name has the records, or none; 1 the last lines say why not.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { requireAccount } from "../../scripts/aws-client.mjs";
import { changesTo } from "./decide-replace.mjs";
import { addressRecords, changeAtOnce, isHealthy, untilInSync } from "./records.mjs";

const { RECORDS_ZONE = "", RECORDS_NAME = "", RECORDS_OWNER = "", RECORDS = "[]" } = process.env;
const { RECORDS_TIMEOUT_SECONDS = "300", RECORDS_POLL_SECONDS = "2" } = process.env;
const { ALIAS_TTL_SECONDS = "60" } = process.env;
/** @type {readonly import("./decide-replace.mjs").Wanted[]} */
const wanted = JSON.parse(RECORDS);

async function untilOneIsHealthy() {
  const checks = wanted.flatMap(({ HealthCheckId: id }) => (id ? [id] : []));
  const deadline = Date.now() + Number(RECORDS_TIMEOUT_SECONDS) * 1000;
  while (checks.length > 0 && !(await Promise.all(checks.map(isHealthy))).includes(true)) {
    if (Date.now() > deadline)
      throw new Error("Route 53 finds no address of the new records healthy");
    await sleep(Number(RECORDS_POLL_SECONDS) * 1000);
  }
}

async function replace() {
  await requireAccount();
  const changes = changesTo(
    await addressRecords(RECORDS_ZONE, RECORDS_NAME),
    RECORDS_OWNER,
    wanted,
  );
  const replaced = changes.filter(({ Action }) => Action === "DELETE");
  if (replaced.length === 0) return `${RECORDS_NAME}: no record to replace`;
  await untilOneIsHealthy();
  await untilInSync(await changeAtOnce(RECORDS_ZONE, "another front door", changes));
  const ttls = replaced.map(({ ResourceRecordSet: one }) => one?.TTL ?? Number(ALIAS_TTL_SECONDS));
  await sleep(Math.max(...ttls) * 1000);
  const ids = wanted.map(({ SetIdentifier }) => SetIdentifier).join(", ");
  return `${RECORDS_NAME}: ${ids} in place of ${replaced.length} records`;
}

try {
  console.log(await replace());
} catch (error) {
  console.error(
    `${RECORDS_NAME} keeps its records: ${error instanceof Error ? error.message : String(error)}\n` +
      "The old front door was not deleted. Fix this, and run the update again.",
  );
  process.exitCode = 1;
}
