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
import { conclude, setting } from "../images.mjs";
import { hasTold } from "./told.mjs";

const { READY_TIMEOUT_SECONDS = "600", READY_POLL_SECONDS = "5" } = process.env;
const node = setting("READY_NODE");
const pair = setting("READY_PAIR");
const instance = setting("READY_INSTANCE");

await conclude(async () => {
  const deadline = Date.now() + Number(READY_TIMEOUT_SECONDS) * 1000;
  // Reports have the instance's id, so old ones count too.
  while (!(await hasTold("Pair", pair, instance))) {
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
