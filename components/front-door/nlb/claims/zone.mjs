// @ts-check
/*
 * Moves an Elastic IP from the node of another front door to an NLB, which gets the address's zone:
 *
 *   1. tags the address with `holdfast:claimant`, the NLB: the nodes of the old front door leave it to that
 *      (node/instance/bin/holdfast-claim);
 *   2. takes it from its instance;
 *   3. adds the zone to the NLB. The call names what the NLB has and the new zone:
 *      https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html
 *   4. waits until the NLB is active with the address, has healthy targets, and its name resolves to the address, in two
 *      reads in a row;
 *   5. notes the new holder in the address's tag `holdfast:holder`, and removes the tag of step 1.
 *
 * It goes on from where the address is. When the NLB does not get it in time, step 1 is undone: a free address is claimed
 * by its old node.
 *
 *   ZONE_BALANCER          ARN of the NLB
 *   ZONE_KEY               of the address in the inventory
 *   ZONE_ALLOCATION        its allocation id
 *   ZONE_SUBNET            id of the subnet of its zone
 *   ZONE_HOLDER            the NLB in the inventory
 *   ZONE_TARGET_GROUPS     JSON, name -> ARN: the target groups of its listeners
 *   CLAIM_TIMEOUT_SECONDS  900: AWS takes minutes
 *   CLAIM_POLL_SECONDS     between two questions; 2
 *   DNS_SERVERS            name servers as address:port, separated by commas; those of this machine
 *
 * Region, credentials and endpoint: see ../../../scripts/aws-client.mjs. It needs ec2:CreateTags, ec2:DeleteTags,
 * ec2:DescribeAddresses, ec2:DisassociateAddress, elasticloadbalancing:DescribeLoadBalancers,
 * elasticloadbalancing:DescribeTargetHealth and elasticloadbalancing:SetSubnets. Exit status: 0 the NLB serves with it; 1
 * it does not, and the last lines say where the address is.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { decide } from "../../../backend/gate/decide.mjs";
import { conclude, setting } from "../../../image/images.mjs";
import { forgetClaimant, noteClaimant, noteHolder } from "../../claims/address-tags.mjs";
import { placeOf, takeFrom } from "./address.mjs";
import { balancers, client, servingAddresses, setZones } from "./balancer.mjs";
import { nextStep, withZone } from "./next-step.mjs";

const { CLAIM_TIMEOUT_SECONDS = "900", CLAIM_POLL_SECONDS = "2" } = process.env;
const LoadBalancerArn = setting("ZONE_BALANCER");
/** @type {Record<string, string>} */
const targetGroups = JSON.parse(setting("ZONE_TARGET_GROUPS"));
const claim = {
  key: setting("ZONE_KEY"),
  allocation: setting("ZONE_ALLOCATION"),
  subnet: setting("ZONE_SUBNET"),
  holder: setting("ZONE_HOLDER"),
};

async function describeBalancer() {
  const { value } = await balancers([LoadBalancerArn]).next();
  return value ?? { dnsName: "", state: "unknown", mappings: [] };
}

/** @param {[name: string, arn: string]} group */
async function healthOf([name, TargetGroupArn]) {
  const { TargetHealthDescriptions = [] } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  const { verdict, summary } = decide(
    TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
      id: Target?.Id ?? "",
      state: TargetHealth?.State ?? "unknown",
    })),
  );
  return { name, isHealthy: verdict === "pass", summary };
}

async function look() {
  const [{ dnsName, ...balancer }, place, targets] = await Promise.all([
    describeBalancer(),
    placeOf(claim.allocation),
    Promise.all(Object.entries(targetGroups).map(healthOf)),
  ]);
  return { ...balancer, place, targets, resolved: await servingAddresses(dnsName) };
}

async function untilServed() {
  const deadline = Date.now() + Number(CLAIM_TIMEOUT_SECONDS) * 1000;
  let last = "";
  for (let agreeing = 0; ;) {
    const view = await look();
    const { step, summary } = nextStep(claim, view);
    agreeing = step === "done" ? agreeing + 1 : 0;
    if (agreeing === 2) return summary;
    if (step === "take") await takeFrom(view.place);
    const refusal =
      step === "add" ? await setZones(LoadBalancerArn, withZone(view.mappings, claim)) : "";
    const said = summary + refusal;
    if (step !== "done" && said !== last) console.log(said);
    last = said;
    if (step !== "done" && Date.now() > deadline) throw new Error(said);
    await sleep(Number(CLAIM_POLL_SECONDS) * 1000);
  }
}

await conclude(async () => {
  const { allocation, holder } = claim;
  await noteClaimant(allocation, holder);
  try {
    console.log(await untilServed());
    await noteHolder(allocation, holder);
  } finally {
    await forgetClaimant(allocation);
  }
}, "The old front door was not deleted, and serves with the addresses that it has. Fix what the lines above name, and run the update again.");
