// @ts-check
/*
 * Updates proxy nodes to a version of their launch templates, all at the same time, and waits until they serve with
 * it: see roll-node.mjs. The exit status is 1 if one of them did not; the others are rolled anyway.
 *
 *   ROLL_NODES            JSON, an array of nodes as in look.mjs
 *   ROLL_SERVE_SECONDS    time limit for a new instance to serve. By default 180 for nodes with a health check, whose
 *                         image contains all that they need. Others install packages, and their lifecycle hook
 *                         allows for that: 660
 *   ROLL_SETTLE_SECONDS   30, in which every checker asks three times
 *   ROLL_FINISH_SECONDS   time limit for termination of the old instance, and for a rollback; 900. Instances that
 * share
 *                         addresses are replaced by halves, which ECS drains: three times as long
 *   ROLL_POLL_SECONDS     polling interval; 5
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs
 * autoscaling:DescribeAutoScalingGroups, DescribeInstanceRefreshes, DescribeScalingActivities, StartInstanceRefresh,
 * RollbackInstanceRefresh, CancelInstanceRefresh, SetInstanceProtection, ec2:DescribeAddresses,
 * route53:GetHealthCheckStatus, and the permissions to launch an instance of the template: ec2:RunInstances,
 * ec2:CreateTags, iam:PassRole.
 */
import { conclude, setting } from "../images.mjs";
import { Roll } from "./roll-node.mjs";

/** @type {readonly import("./look.mjs").Node[]} */
const nodes = JSON.parse(setting("ROLL_NODES"));
const {
  ROLL_SERVE_SECONDS,
  ROLL_SETTLE_SECONDS = "30",
  ROLL_FINISH_SECONDS = "900",
  ROLL_POLL_SECONDS = "5",
} = process.env;

/**
 * @param {import("./look.mjs").Node} node
 * @returns {import("./roll-node.mjs").Times}
 */
function timesOf({ healthCheck, allocations }) {
  const serve = Number(ROLL_SERVE_SECONDS ?? (healthCheck ? 180 : 660));
  return {
    serve,
    settle: Number(ROLL_SETTLE_SECONDS),
    // Starts when the new instance is in service. At its end, it must be decided whether it serves.
    warmup: healthCheck ? serve + 60 : 120,
    finish: Number(ROLL_FINISH_SECONDS) * (allocations.length > 1 ? 3 : 1),
    poll: Number(ROLL_POLL_SECONDS),
  };
}

await conclude(async () => {
  const results = await Promise.allSettled(nodes.map((one) => new Roll(one, timesOf(one)).run()));
  const failures = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (failures.length > 0) {
    throw new Error(failures.map(({ message }) => message).join("\n"));
  }
}, "Later nodes were not changed. Fix the image or the settings, or restore the previous ones, and run the update again.");
