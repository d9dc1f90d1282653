// @ts-check
/*
 * Waits until every colour that is about to get clients is healthy, and fails if one is not in time.
 *
 *   GATE_TARGET_GROUPS    JSON, colour -> ARN of its target group
 *   GATE_FUNCTION         name of a Lambda function to run first, which registers targets; none by default
 *   GATE_TIMEOUT_SECONDS  time limit for all of them together
 *   GATE_POLL_SECONDS     polling interval; 5 by default
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs
 * elasticloadbalancing:DescribeTargetHealth, and lambda:InvokeFunction for the function. Exit status: 0 all colours
 * are healthy; 1 one is not, or AWS does not answer; the last lines report which and why.
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientConfig, requireAccount } from "../../scripts/aws-client.mjs";
import { decide } from "./decide.mjs";
import { runFunction } from "./run-function.mjs";

const {
  GATE_TARGET_GROUPS = "{}",
  GATE_FUNCTION,
  GATE_TIMEOUT_SECONDS,
  GATE_POLL_SECONDS,
} = process.env;
const deadline = Date.now() + Number(GATE_TIMEOUT_SECONDS ?? 600) * 1000;
const pollMilliseconds = Number(GATE_POLL_SECONDS ?? 5) * 1000;
const client = new ElasticLoadBalancingV2Client(clientConfig);

/** @param {string} targetGroupArn */
async function healthOf(targetGroupArn) {
  const { TargetHealthDescriptions = [] } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
  );
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    id: Target?.Id ?? "",
    state: TargetHealth?.State ?? "unknown",
    reason: TargetHealth?.Reason,
    description: TargetHealth?.Description,
  }));
}

/**
 * @param {string} color
 * @param {string} targetGroupArn
 */
async function admit(color, targetGroupArn) {
  let last = "";
  for (;;) {
    const { verdict, summary } = decide(await healthOf(targetGroupArn));
    if (summary !== last) console.log(`${color}: ${summary}`);
    last = summary;
    const late = Date.now() + pollMilliseconds > deadline;
    if (verdict === "pass" || (verdict === "settling" && late)) return;
    if (late) throw new Error(summary);
    await sleep(pollMilliseconds);
  }
}

/**
 * @param {string} what
 * @param {string} why
 */
function refuse(what, why) {
  console.error(
    `${what} does not go live: ${why}\n` +
      `Nothing was switched. Fix ${what}, or keep the other colour live, and run the update again.`,
  );
  process.exitCode = 1;
}

async function admitAll() {
  const colors = Object.entries(JSON.parse(GATE_TARGET_GROUPS));
  try {
    await requireAccount();
    if (GATE_FUNCTION) await runFunction(GATE_FUNCTION, { deadline, pollMilliseconds });
  } catch (error) {
    const names = colors.map(([color]) => color).join(" and ");
    refuse(names, error instanceof Error ? error.message : String(error));
    return;
  }
  const results = await Promise.allSettled(colors.map(([color, arn]) => admit(color, arn)));
  results.forEach((result, index) => {
    if (result.status === "rejected") refuse(colors[index]?.[0] ?? "", result.reason.message);
  });
}

await admitAll();
