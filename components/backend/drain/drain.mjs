// @ts-check
/*
 * Waits until clients of a colour that is about to be deleted have closed their connections. It stops waiting when every
 * address of the stack's front door has been freed for another one, or is associated with nothing, because then the
 * stack has no clients.
 *
 *   DRAIN_SECONDS  how long
 *   DRAIN_STACK    value of the tag holdfast:stack of the stack's addresses; without it, it always waits
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs ec2:DescribeAddresses. Without an answer
 * from AWS it waits. Exit status: 0.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeAddressesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { clientConfig, requireAccount } from "../../scripts/aws-client.mjs";
import { hasNoClients } from "./decide.mjs";

const { DRAIN_SECONDS = "120", DRAIN_STACK } = process.env;
/** How often it asks AWS who has the addresses. */
const EVERY_MS = 5_000;

const ec2 = new EC2Client(clientConfig);
/** @type {Promise<unknown> | undefined} */
let account;
let isSilent = false;

/** Whether the stack has no clients. Without an answer from AWS: no, which it reports once. */
async function isClosed() {
  if (!DRAIN_STACK) return false;
  const Filters = [
    { Name: "tag:holdfast:stack", Values: [DRAIN_STACK] },
    { Name: "tag:holdfast:role", Values: ["ingress"] },
  ];
  try {
    await (account ??= requireAccount());
    const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({ Filters }));
    return hasNoClients(Addresses);
  } catch (error) {
    if (!isSilent) {
      console.log(`draining, since AWS did not report who has the addresses: ${String(error)}`);
    }
    isSilent = true;
    return false;
  }
}

const end = Date.now() + Number(DRAIN_SECONDS) * 1000;
let closed = await isClosed();
if (!closed) {
  console.log(
    `draining until ${new Date(end).toISOString().slice(11, 19)} UTC (${DRAIN_SECONDS} s)`,
  );
}
while (!closed && Date.now() < end) {
  await sleep(Math.min(EVERY_MS, end - Date.now()));
  closed = await isClosed();
}
if (closed) console.log("the front door's addresses are free: no connection is left to drain");
