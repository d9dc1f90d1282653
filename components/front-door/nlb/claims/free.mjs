// @ts-check
/*
 * Takes an Elastic IP from the node of another front door, so that AWS can create an NLB with it:
 *
 *   1. tags the address with `holdfast:claimant`, the NLB: the nodes of the old front door leave it to that
 *      (node/instance/bin/holdfast-claim);
 *   2. disassociates it, until two reads in a row show that it is free.
 *
 * One that is free, or with a load balancer, stays as it is.
 *
 *   FREE_ADDRESS           JSON, { key, allocation, claimant }
 *   CLAIM_TIMEOUT_SECONDS  900
 *   CLAIM_POLL_SECONDS     between two questions; 2
 *
 * Region, credentials and endpoint: see ../../../scripts/aws-client.mjs. It needs ec2:CreateTags, ec2:DeleteTags,
 * ec2:DescribeAddresses and ec2:DisassociateAddress. Exit status: 0 no instance has it; 1 one has, the tag of step 1 is
 * gone, and the last line says which.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { conclude, setting } from "../../../image/images.mjs";
import { forgetClaimant, noteClaimant } from "../../claims/address-tags.mjs";
import { placeOf, takeFrom } from "./address.mjs";

const { CLAIM_TIMEOUT_SECONDS = "900", CLAIM_POLL_SECONDS = "2" } = process.env;

/**
 * @param {string} key
 * @param {string} allocation
 */
async function free(key, allocation) {
  const deadline = Date.now() + Number(CLAIM_TIMEOUT_SECONDS) * 1000;
  for (let agreeing = 0; ;) {
    const place = await placeOf(allocation);
    const { address, instance } = place;
    agreeing = instance === undefined ? agreeing + 1 : 0;
    if (agreeing === 2) return `${key} (${address}): no instance has it`;
    if (instance !== undefined) {
      console.log(`${key} (${address}): is taken from ${instance}`);
      await takeFrom(place);
    }
    if (instance !== undefined && Date.now() > deadline) {
      throw new Error(`${key} (${address}): ${instance} takes it again`);
    }
    await sleep(Number(CLAIM_POLL_SECONDS) * 1000);
  }
}

await conclude(async () => {
  const { key, allocation, claimant } = JSON.parse(setting("FREE_ADDRESS"));
  await noteClaimant(allocation, claimant);
  try {
    console.log(await free(key, allocation));
  } catch (error) {
    await forgetClaimant(allocation);
    throw error;
  }
}, "The old front door was not deleted, and serves. Run the update again, or restore the previous settings.");
