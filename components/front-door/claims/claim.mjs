// @ts-check
/*
 * Moves Elastic IPs from one front door to the nodes, or the pairs, of another, which stand beside it:
 *
 *   1. tags each address with `holdfast:claimant`, the node that may claim it. The node does so by itself, as soon as its
 *      HAProxy answers (node/instance/bin/holdfast-claim), and so does a pair's master (holdfast-own); the nodes of the
 *      old front door leave it to that one;
 *   2. if a load balancer has it, waits until an instance of that node is in service and tells CloudWatch that its HAProxy
 *      reaches the backend, and removes the address's zone from the load balancer;
 *   3. waits until an instance of that node in service has it, in two reads in a row;
 *   4. notes the new holder in the address's tag `holdfast:holder`, and removes the tag of step 1.
 *
 * What has moved already is left alone. When an address does not move in time, step 1 is undone for it.
 *
 *   CLAIMS                 JSON, an array of { key, allocation, node, holder, group or instances }: the address, the node
 *                          with its auto scaling group or a pair's instance ids, and its name in the inventory
 *   CLAIM_SUBNETS          JSON, an array: a public subnet of each zone, in the order of the zones
 *   CLAIM_TIMEOUT_SECONDS  660: a new instance may still be installing packages, and a metric takes a minute or two until
 *                          CloudWatch has it. It begins anew with step 3: AWS takes up
 *                          to three minutes to remove a zone
 *   CLAIM_POLL_SECONDS     between two questions; 2
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs ec2:CreateTags, ec2:DeleteTags,
 * ec2:DescribeAddresses, autoscaling:DescribeAutoScalingGroups and autoscaling:DescribeInstanceRefreshes, or for a pair
 * ec2:DescribeInstances; from a load balancer, cloudwatch:GetMetricStatistics,
 * elasticloadbalancing:DescribeLoadBalancers and elasticloadbalancing:SetSubnets, too. Exit status: 0 the nodes have all
 * addresses; 1 they have not, and the last lines say which one is where.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { conclude, setting } from "../../image/images.mjs";
import { look, lookAtInstances } from "../../image/roll/look.mjs";
import { hasTold } from "../../image/roll/told.mjs";
import { leaveZone } from "../nlb/claims/balancer.mjs";
import { forgetClaimant, noteClaimant, noteHolder } from "./address-tags.mjs";
import { whereIs } from "./where.mjs";

/** @typedef {import("./where.mjs").Claim} Claim */

const { CLAIM_TIMEOUT_SECONDS = "660", CLAIM_POLL_SECONDS = "2" } = process.env;

/** @type {readonly Claim[]} */
const claims = JSON.parse(setting("CLAIMS"));
/** @type {readonly string[]} */
const subnets = JSON.parse(setting("CLAIM_SUBNETS"));
const timeout = Number(CLAIM_TIMEOUT_SECONDS) * 1000;
/** Nodes tell each half a minute that they are ready; clocks differ a little. */
const begun = new Date(Date.now() - 60_000);

/** @param {Claim} claim */
async function ask(claim) {
  const { node, group, instances = [], allocation } = claim;
  const allocations = [allocation];
  const view = group
    ? await look({ node, group, allocations, template: "", version: "" })
    : await lookAtInstances(instances, allocations);
  const isWithBalancer = group !== undefined && view.addresses[0]?.isElsewhere === true;
  return whereIs(claim, isWithBalancer ? await withReadiness(group, view) : view);
}

/**
 * Instances are in service, from whose launch nothing was waited for: a new group has no hook before its first ones.
 *
 * @template {{ readonly instances: readonly { readonly id: string, readonly inService: boolean }[] }} View
 * @param {string} group
 * @param {View} view
 */
async function withReadiness(group, view) {
  const instances = view.instances.map(async (one) => ({
    ...one,
    isReady: one.inService && (await hasTold("AutoScalingGroupName", group, one.id, begun)),
  }));
  return { ...view, instances: await Promise.all(instances) };
}

/**
 * Waits until the node has the address.
 *
 * @param {Claim} claim
 */
async function untilClaimed(claim) {
  let deadline = Date.now() + timeout;
  let agreeing = 0;
  let last = "";
  for (let hasLeft = false; ;) {
    const { isClaimed, mayLeave, summary } = await ask(claim);
    agreeing = isClaimed ? agreeing + 1 : 0;
    if (agreeing === 2) return summary;
    const step = mayLeave ? `; ${await leaveZone(claim.allocation, subnets)}` : "";
    if (mayLeave && !hasLeft) deadline = Date.now() + timeout;
    hasLeft ||= mayLeave;
    const said = summary + step;
    if (!isClaimed && said !== last) console.log(said);
    last = said;
    if (!isClaimed && Date.now() > deadline) throw new Error(said);
    await sleep(Number(CLAIM_POLL_SECONDS) * 1000);
  }
}

/** @param {Claim} claim */
async function move(claim) {
  const { allocation, node, holder } = claim;
  const isThere = (await ask(claim)).isClaimed;
  if (!isThere) await noteClaimant(allocation, node);
  try {
    console.log(await untilClaimed(claim));
    await noteHolder(allocation, holder);
  } finally {
    await forgetClaimant(allocation);
  }
}

/**
 * @param {Error} error
 * @param {string | undefined} key
 */
const reasonOf = ({ name, message }, key) =>
  name === "Error" ? message : `${key}: ${name}: ${message}`;

await conclude(async () => {
  const results = await Promise.allSettled(claims.map(move));
  const failures = results.flatMap((one, index) =>
    one.status === "rejected" ? [reasonOf(one.reason, claims[index]?.key)] : [],
  );
  if (failures.length > 0) throw new Error(failures.join("\n"));
}, "The old front door was not deleted, and serves with the addresses that it has. Fix the new one, or restore the previous settings, and run the update again.");
