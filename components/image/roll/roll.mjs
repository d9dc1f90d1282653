// @ts-check
/*
 * Brings one proxy node to a version of its launch template, and waits until it serves with it:
 *
 *   1. starts an instance refresh of its group, or joins one that an update before started;
 *   2. waits until a new instance has the node's Elastic IP and Route 53's checkers find it healthy, for
 *      ROLL_SETTLE_SECONDS; the old instance is still there;
 *   3. waits until the refresh is successful, and the old instance gone.
 *
 * When a step fails or takes too long, the refresh is rolled back, and the exit status is 1. A node
 * that has the version since it was created is left alone.
 *
 *   ROLL_NODE             its name, for messages
 *   ROLL_GROUP            its auto scaling group
 *   ROLL_TEMPLATE         id of the launch template, and
 *   ROLL_VERSION          the version that it shall have
 *   ROLL_ALLOCATION       of its Elastic IP
 *   ROLL_HEALTH_CHECK     id of the address's Route 53 health check
 *   ROLL_SERVE_SECONDS    how long step 2 may take; 180. The old instance stays for a minute more
 *   ROLL_SETTLE_SECONDS   30, in which every checker asks three times
 *   ROLL_FINISH_SECONDS   how long step 3, and a rollback, may take; 900
 *   ROLL_POLL_SECONDS     between two questions; 5
 *
 * Region, credentials and endpoint: see ../../scripts/aws-client.mjs. It needs
 * autoscaling:DescribeAutoScalingGroups, DescribeInstanceRefreshes, StartInstanceRefresh,
 * RollbackInstanceRefresh, CancelInstanceRefresh, ec2:DescribeAddresses, route53:GetHealthCheckStatus, and
 * what launching an instance of the template takes: ec2:RunInstances, ec2:CreateTags, iam:PassRole.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { conclude, setting } from "../images.mjs";
import { isActive, isOf, judge } from "./judge.mjs";
import { look, restore, rollBack, startRefresh } from "./look.mjs";

const name = setting("ROLL_NODE");
const node = {
  group: setting("ROLL_GROUP"),
  template: setting("ROLL_TEMPLATE"),
  version: setting("ROLL_VERSION"),
  allocation: setting("ROLL_ALLOCATION"),
  healthCheck: setting("ROLL_HEALTH_CHECK"),
};
const {
  ROLL_SERVE_SECONDS = "180",
  ROLL_SETTLE_SECONDS = "30",
  ROLL_FINISH_SECONDS = "900",
  ROLL_POLL_SECONDS = "5",
} = process.env;
const serve = Number(ROLL_SERVE_SECONDS);
// Auto Scaling ends the old instance when the new one has warmed up, whether it serves or not: by then it must
// have been decided that it does.
const warmup = serve + 60;
const settle = Number(ROLL_SETTLE_SECONDS);
const finish = Number(ROLL_FINISH_SECONDS);

let said = "";
/** @param {string} what is said once */
function tell(what) {
  if (what !== said) console.log(`${name}: ${what}`);
  said = what;
}

/**
 * Looks until what is wanted is there, or the time is over.
 *
 * @param {string} what for the message
 * @param {number} seconds
 * @param {(view: import("./judge.mjs").View) => string | undefined} lacks what is still missing
 */
async function until(what, seconds, lacks) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const view = await look(node);
    const missing = lacks(view);
    if (missing === undefined) return view;
    tell(missing);
    if (Date.now() > deadline) throw new Error(`${what} took more than ${seconds} s: ${missing}`);
    await sleep(Number(ROLL_POLL_SECONDS) * 1000);
  }
}

/**
 * Until the node serves with the version, and went on to do so for a while.
 *
 * @param {string} id of the refresh
 */
async function untilItServes(id) {
  /** @type {number | undefined} */
  let since;
  await until("serving with the new version", serve, (view) => {
    failIfEnded(view, id);
    const { serves, summary } = judge(view, node.version);
    since = serves ? (since ?? Date.now()) : undefined;
    const settled = since !== undefined && Date.now() - since >= settle * 1000;
    return settled ? undefined : summary;
  });
  tell("serves with the new version");
}

/**
 * Until the refresh is successful. Until then, a node that stops serving can be rolled back.
 *
 * @param {string} id of the refresh
 */
async function untilTheOldOneIsGone(id) {
  /** @type {number | undefined} */
  let since;
  await until("the end of the old instance", finish, (view) => {
    failIfEnded(view, id);
    const { serves, summary } = judge(view, node.version);
    since = serves ? undefined : (since ?? Date.now());
    if (since !== undefined && Date.now() - since >= settle * 1000) {
      throw new Error(`it stopped serving: ${summary}`);
    }
    const { refresh } = view;
    if (serves && refresh?.id === id && refresh.status === "Successful") return undefined;
    return serves ? `instance refresh ${id} is ${refresh?.status}` : summary;
  });
  tell(`rolled to version ${node.version}`);
}

/**
 * A refresh that has just been started may not be listed yet, and another one before it is.
 *
 * @param {import("./judge.mjs").View} view
 * @param {string} id
 */
function failIfEnded({ refresh }, id) {
  if (refresh?.id !== id || isActive(refresh) || refresh.status === "Successful") return;
  const { status, reason } = refresh;
  throw new Error(`instance refresh ${id} is ${status}${reason ? `: ${reason}` : ""}`);
}

/** @param {string | undefined} id of a refresh */
const untilItEnds = (id) =>
  until("the end of an instance refresh", finish, ({ refresh }) =>
    refresh?.id !== id || isActive(refresh)
      ? `instance refresh ${id} is ${refresh?.id === id ? refresh?.status : "not listed yet"}`
      : undefined,
  );

/** Brings the version back that the group itself has, and tells how that ended. */
async function goBack() {
  let view = await look(node);
  const { refresh } = view;
  if (!refresh || refresh.status === "Successful") {
    return "The instance refresh is over, so that nothing was rolled back.";
  }
  tell("rolls back");
  const isRolledBack = isActive(refresh) && (await rollBack(node));
  view = await untilItEnds(refresh.id);
  // Cancelled, or ended by somebody else: what it has launched may still be there.
  if (!isRolledBack) view = await untilItEnds(await restore(node, warmup));
  const { holder = "nobody", address } = view;
  return `It was rolled back (${view.refresh?.status}); ${holder} has ${address} now.`;
}

async function roll() {
  let view = await look(node);
  /** @type {string | undefined} */
  let id;
  if (isActive(view.refresh)) {
    if (leadsTo(view)) id = view.refresh?.id;
    else view = await untilItEnds(view.refresh?.id);
  }
  if (isOf(view, node.version) && !leadsTo(view)) {
    tell(`has version ${node.version} since it was created`);
    return;
  }
  if (isOf(view, node.version)) id ??= view.refresh?.id;
  try {
    if (id === undefined) {
      id = await startRefresh(node, warmup);
      tell(`instance refresh to version ${node.version} started`);
    }
    await untilItServes(id);
    await untilTheOldOneIsGone(id);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const outcome = await goBack().catch((why) => `It could not be rolled back: ${String(why)}`);
    throw new Error(`node ${name} was not rolled: ${reason}\n${outcome}`, { cause: error });
  }
}

/**
 * Whether the refresh is on its way to the version, or got there.
 *
 * @param {import("./judge.mjs").View} view
 */
function leadsTo({ refresh }) {
  return (
    refresh?.version === node.version &&
    ["Pending", "InProgress", "Baking", "Successful"].includes(refresh.status)
  );
}

await conclude(
  roll,
  "Nodes after it were not touched. Mend the image or the settings, or put the former ones back, and run the update again.",
);
