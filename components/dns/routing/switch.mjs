// @ts-check
/*
 * Gives all address records of a name another routing policy in one batch, which Route 53 makes whole or not at all:
 * the name is answered throughout. Records that have the policy already are left alone.
 *
 *   ROUTING_ZONE   id of the hosted zone
 *   ROUTING_NAME   whole name
 *   ROUTING_KIND   multivalue or weighted
 *   ROUTING_OWNER  begins the identifiers of this stack's records
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs route53:ListResourceRecordSets and
 * route53:ChangeResourceRecordSets. Exit status: 0 they have it; 1 nothing was changed, and the last lines say why.
 */
import { requireAccount } from "../../scripts/aws-client.mjs";
import { changesFor } from "./decide.mjs";
import { addressRecords, changeAtOnce } from "./records.mjs";

const { ROUTING_ZONE = "", ROUTING_NAME = "", ROUTING_KIND, ROUTING_OWNER = "" } = process.env;
const routing = ROUTING_KIND === "weighted" ? "weighted" : "multivalue";

async function switchRouting() {
  await requireAccount();
  const Changes = changesFor(
    await addressRecords(ROUTING_ZONE, ROUTING_NAME),
    routing,
    ROUTING_OWNER,
  );
  if (Changes.length === 0) return `${ROUTING_NAME}: no record of another routing policy`;
  await changeAtOnce(ROUTING_ZONE, `routing: ${routing}`, Changes);
  return `${ROUTING_NAME}: all records are ${routing} now`;
}

try {
  console.log(await switchRouting());
} catch (error) {
  console.error(
    `${ROUTING_NAME} keeps its routing policy: ${error instanceof Error ? error.message : String(error)}\n` +
      "No record was changed. Put dns.routing and dns.migration back, or remove the other records, and run the update again.",
  );
  process.exitCode = 1;
}
