// @ts-check
/*
 * Waits until a node of a pair has reported to CloudWatch that it can claim the address, and fails if it does not:
 *
 *   READY_NODE, READY_PAIR, READY_INSTANCE   the node, its pair and its instance
 *   READY_TIMEOUT_SECONDS                    600
 *   READY_POLL_SECONDS                       5
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs
 * cloudwatch:GetMetricStatistics. Exit status: 0 it has reported; 1 it has not, or AWS does not answer.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { clientConfig } from "../../scripts/aws-client.mjs";
import { conclude, setting } from "../images.mjs";

const DAY = 86_400_000;

const { READY_TIMEOUT_SECONDS = "600", READY_POLL_SECONDS = "5" } = process.env;
const [node, pair, instance] = ["READY_NODE", "READY_PAIR", "READY_INSTANCE"].map(setting);
const client = new CloudWatchClient(clientConfig);

/** Whether the instance has reported at any time: reports have its id, so old ones count too. */
async function hasTold() {
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: "Holdfast",
      MetricName: "Ready",
      Dimensions: [
        { Name: "Pair", Value: pair },
        { Name: "InstanceId", Value: instance },
      ],
      StartTime: new Date(Date.now() - 14 * DAY),
      EndTime: new Date(Date.now() + DAY),
      Period: 3600,
      Statistics: ["SampleCount"],
    }),
  );
  return Datapoints.length > 0;
}

await conclude(async () => {
  const deadline = Date.now() + Number(READY_TIMEOUT_SECONDS) * 1000;
  while (!(await hasTold())) {
    if (Date.now() > deadline) {
      throw new Error(
        `node ${node} (${instance}) of the pair ${pair} is not ready after ${READY_TIMEOUT_SECONDS} s: ` +
          "HAProxy does not answer or keepalived does not run there; its journal says why",
      );
    }
    await sleep(Number(READY_POLL_SECONDS) * 1000);
  }
  console.log(`${node}: ${instance} is ready`);
}, "The other node was not changed and keeps serving. Restore the previous image or settings, or fix this node, and run the update again.");
