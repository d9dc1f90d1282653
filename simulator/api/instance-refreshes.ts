import { randomUUID } from "node:crypto";
import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { REFRESH, instancesOf } from "../model/auto-scaling-instances";
import { versionOf } from "../model/launch-templates";
import { isWaiting } from "../model/lifecycle-hooks";
import { AUTO_SCALING_GROUP, LAUNCH_TEMPLATE } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, object, text } from "../model/values";
import type { Action, Request } from "./call";
import { endWaits, serves } from "./lifecycle-actions";

interface Refresh {
  readonly id: string;
  readonly started: number;
  /** Of the launch template; without one, that of the group. */
  readonly version: string | undefined;
  readonly warmup: number;
  readonly before: readonly string[];
  status: string;
  /** How often its state was read: each time, it is one step further. */
  asked: number;
}

/** Refreshes by group, the newest first; an account that is opened again has forgotten them. */
const refreshesOf = new WeakMap<Account, Map<string, Refresh[]>>();

function ofGroup({ account }: Request, group: string): Refresh[] {
  const all = refreshesOf.get(account) ?? new Map<string, Refresh[]>();
  refreshesOf.set(account, all);
  const own = all.get(group) ?? [];
  all.set(group, own);
  return own;
}

const groupIn = ({ account, region, body }: Request): Stored =>
  account.require(AUTO_SCALING_GROUP, body["AutoScalingGroupName"], region);

const isActive = ({ status }: Refresh): boolean =>
  ["InProgress", "RollbackInProgress", "Cancelling"].includes(status);

const activeIn = (request: Request): Refresh => {
  const active = ofGroup(request, groupIn(request).id).find(isActive);
  if (active) return active;
  throw new AwsError(
    "ActiveInstanceRefreshNotFound",
    "No in progress or pending Instance Refresh found for Auto Scaling group",
  );
};

/** Only one instance stays, and the group has no sign of a refresh any more. */
function keepOnly({ account }: Request, group: Stored, keep: string, inputs: Values = {}): void {
  const own = { ...group.inputs, ...inputs };
  delete own[REFRESH];
  account.update(account.update(group, { ...own, [REFRESH]: { keep } }), own);
}

/** Of a group of one: the new instance is launched at once, and the old one stays for the time being. */
const startInstanceRefresh: Action = (request) => {
  const { account, region, body } = request;
  const group = groupIn(request);
  const refreshes = ofGroup(request, group.id);
  if (refreshes.some(isActive)) {
    throw new AwsError(
      "InstanceRefreshInProgress",
      "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
    );
  }
  const { LaunchTemplate } = object(body["DesiredConfiguration"]);
  const version = text(object(LaunchTemplate)["Version"]) || undefined;
  const own = text(object(group.inputs["launchTemplate"])["version"]);
  const before = instancesOf({ account, id: group.id, region }).map(({ id, inputs }) => ({
    id,
    version: text(object(inputs["launchTemplate"])["version"]),
  }));
  const target = version ?? own;
  const { InstanceWarmup = 300, SkipMatching } = object(body["Preferences"]);
  const skipped = SkipMatching === "true" && before.every(({ version }) => version === target);
  if (!skipped) account.update(group, { ...group.inputs, [REFRESH]: { surge: target } });
  const refresh: Refresh = {
    id: randomUUID(),
    started: Date.now(),
    version,
    warmup: Number(InstanceWarmup) * 1000,
    before: before.map(({ id }) => id),
    status: skipped ? "Successful" : "InProgress",
    asked: 0,
  };
  refreshes.unshift(refresh);
  return { InstanceRefreshId: refresh.id };
};

/**
 * One step further: the new instance boots, the old one goes, the group has the new version.
 *
 * Warming up begins when the new instance is in service: at once without a lifecycle hook, else when it has left the
 * hook. When that time is over, the old one goes, whether the new one serves or not: InstanceWarmup in
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html. It takes no time here when the
 * new one serves. While a new one waits in a hook, the old one stays; one that is abandoned is launched again.
 */
function advance(request: Request, refresh: Refresh, group: Stored): void {
  refresh.asked++;
  const launchTemplate = object(group.inputs["launchTemplate"]);
  const { account, region, speed } = request;
  const own = (): Stored[] => instancesOf({ account, id: group.id, region });
  const isNew = ({ id }: Stored): boolean => !refresh.before.includes(id);
  if (refresh.status === "InProgress" && refresh.asked >= 2) {
    const isServing = serves(request, own().filter(isNew).at(-1)?.id);
    const launched = own().filter(isNew).at(-1);
    if (!launched || isWaiting(launched)) return;
    const { $launchTime, $inServiceTime = $launchTime } = launched.outputs;
    const warmed = (Date.now() - Date.parse(text($inServiceTime))) * speed >= refresh.warmup;
    if (!(isServing && refresh.asked >= 6) && !warmed) return;
    const inputs = refresh.version && {
      launchTemplate: { ...launchTemplate, version: refresh.version },
    };
    keepOnly(request, group, launched.id, inputs || {});
    refresh.status = "Successful";
  } else if (refresh.status === "RollbackInProgress") {
    keepOnly(request, group, refresh.before[0] ?? "");
    claimAgain(request, own()[0]);
    refresh.status = "RollbackSuccessful";
  } else if (refresh.status === "Cancelling") {
    // Of two instances, the one with the oldest launch template goes, unless it is protected from that:
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html.
    const kept = own().find(({ outputs }) => outputs["$protected"] === true) ?? own().find(isNew);
    keepOnly(request, group, kept?.id ?? "");
    claimAgain(request, own()[0]);
    refresh.status = "Cancelled";
  }
}

/** An instance that is alone again takes back what the one beside it had taken. */
function claimAgain({ account, region, faults, boot }: Request, instance: Stored | undefined) {
  if (instance && !isWaiting(instance) && !faults.unhealthy.has(instance.id)) {
    boot(account, region, instance);
  }
}

const describeInstanceRefreshes: Action = (request) => {
  const group = groupIn(request);
  endWaits(request, group);
  const refreshes = ofGroup(request, group.id);
  for (const refresh of refreshes.filter(isActive)) advance(request, refresh, group);
  const most = Number(request.body["MaxRecords"] ?? 50);
  return {
    InstanceRefreshes: refreshes.slice(0, most).map(({ id, status, started, version }) => ({
      InstanceRefreshId: id,
      AutoScalingGroupName: group.id,
      Status: status,
      StartTime: new Date(started).toISOString(),
      ...(version && { DesiredConfiguration: { LaunchTemplate: { Version: version } } }),
    })),
  };
};

/** Not back to a version whose image is that of a parameter, nor to one that has no number. */
const rollbackInstanceRefresh: Action = (request) => {
  const refresh = activeIn(request);
  const { account, region } = request;
  const { id, version } = object(groupIn(request).inputs["launchTemplate"]);
  const template = account.find(LAUNCH_TEMPLATE, text(id), region);
  const content = template && versionOf(template, text(version))?.content;
  if (
    refresh.version === undefined ||
    !/^\d+$/.test(text(version)) ||
    text(content?.["imageId"]).startsWith("resolve:ssm:")
  ) {
    throw new AwsError(
      "IrreversibleInstanceRefresh",
      "The rollback is not supported for this Instance Refresh.",
    );
  }
  refresh.status = "RollbackInProgress";
  return { InstanceRefreshId: refresh.id };
};

const cancelInstanceRefresh: Action = (request) => {
  const refresh = activeIn(request);
  refresh.status = "Cancelling";
  return { InstanceRefreshId: refresh.id };
};

/** The calls about instance refreshes of groups of one. */
export const refreshActions: Readonly<Record<string, Action>> = {
  CancelInstanceRefresh: cancelInstanceRefresh,
  DescribeInstanceRefreshes: describeInstanceRefreshes,
  RollbackInstanceRefresh: rollbackInstanceRefresh,
  StartInstanceRefresh: startInstanceRefresh,
};
