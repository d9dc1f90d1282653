// @ts-check
import {
  ChangeResourceRecordSetsCommand,
  GetHealthCheckStatusCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
  waitUntilResourceRecordSetsChanged,
} from "@aws-sdk/client-route-53";
import { clientConfig } from "../../scripts/aws-client.mjs";

/** @typedef {import("@aws-sdk/client-route-53").ResourceRecordSet} RecordSet */
/** @typedef {import("@aws-sdk/client-route-53").Change} Change */

const client = new Route53Client(clientConfig);

/**
 * The address records of a name: a zone's are listed in the order of their names.
 *
 * @param {string} zone its id
 * @param {string} name
 * @returns {Promise<RecordSet[]>}
 */
export async function addressRecords(zone, name) {
  const { ResourceRecordSets = [] } = await client.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId: zone,
      StartRecordName: name,
      StartRecordType: "A",
      MaxItems: 300,
    }),
  );
  return ResourceRecordSets.filter(
    ({ Name = "", Type }) => Type === "A" && Name.replace(/\.$/, "") === name,
  );
}

/**
 * Makes all changes or none.
 *
 * @param {string} zone its id
 * @param {string} Comment
 * @param {Change[]} Changes
 * @returns the change's id
 */
export async function changeAtOnce(zone, Comment, Changes) {
  const { ChangeInfo } = await client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: { Comment, Changes },
    }),
  );
  return ChangeInfo?.Id ?? "";
}

/**
 * Whether half of the checkers at least, and one in any case, report that an address is healthy.
 *
 * @param {string} HealthCheckId
 */
export async function isHealthy(HealthCheckId) {
  const { HealthCheckObservations: all = [] } = await client.send(
    new GetHealthCheckStatusCommand({ HealthCheckId }),
  );
  const healthy = all.filter(({ StatusReport }) => StatusReport?.Status?.startsWith("Success"));
  return healthy.length > 0 && healthy.length * 2 >= all.length;
}

/**
 * Waits until all of Route 53's servers answer with a change.
 *
 * @param {string} Id
 */
export const untilInSync = (Id) =>
  waitUntilResourceRecordSetsChanged(
    { client, maxWaitTime: 300, minDelay: 1, maxDelay: 10 },
    { Id },
  );
