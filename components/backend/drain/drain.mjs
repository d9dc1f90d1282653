// @ts-check
/*
 * Waits until clients of a colour that is about to be deleted have closed their connections. It does not wait if every
 * address of the stack's front door has been freed for another one, because then the stack has no clients.
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
import { areFreed } from "./decide.mjs";

const { DRAIN_SECONDS = "120", DRAIN_STACK } = process.env;

/** @param {string} stack */
async function isClosed(stack) {
  await requireAccount();
  const Filters = [
    { Name: "tag:holdfast:stack", Values: [stack] },
    { Name: "tag:holdfast:role", Values: ["ingress"] },
  ];
  const { Addresses = [] } = await new EC2Client(clientConfig).send(
    new DescribeAddressesCommand({ Filters }),
  );
  return areFreed(
    Addresses.map(({ Tags = [] }) =>
      Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
    ),
  );
}

const closed = DRAIN_STACK
  ? await isClosed(DRAIN_STACK).catch((error) => {
      console.log(`draining, since AWS did not report who has the addresses: ${String(error)}`);
      return false;
    })
  : false;
if (closed) console.log("the front door's addresses are free: no connection is left to drain");
else {
  const milliseconds = Number(DRAIN_SECONDS) * 1000;
  const end = new Date(Date.now() + milliseconds).toISOString().slice(11, 19);
  console.log(`draining until ${end} UTC (${DRAIN_SECONDS} s)`);
  await sleep(milliseconds);
}
