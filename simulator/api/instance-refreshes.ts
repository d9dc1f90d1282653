import { randomUUID } from "node:crypto";
import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { instancesOf } from "../model/auto-scaling-instances";
import { versionOf } from "../model/launch-templates";
import { AUTO_SCALING_GROUP, LAUNCH_TEMPLATE } from "../model/tokens";
import type { Stored } from "../model/resource";
import { object, text } from "../model/values";
import type { Action, Request } from "./call";
import { endWaits } from "./lifecycle-actions";
import { type Refresh, advance, surge } from "./refresh-steps";

/** Refreshes by group, the newest first; not stored on disk. */
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

/** Launches new instances at once, as many as MaxHealthyPercentage allows; the old ones stay for now. */
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
  const target = version ?? text(object(group.inputs["launchTemplate"])["version"]);
  const {
    InstanceWarmup = 300,
    MaxHealthyPercentage = 100,
    SkipMatching,
  } = object(body["Preferences"]);
  const before = instancesOf({ account, id: group.id, region });
  const matches = ({ inputs }: Stored): boolean =>
    SkipMatching === "true" && text(object(inputs["launchTemplate"])["version"]) === target;
  const replaced = before.filter((one) => !matches(one)).map(({ id }) => id);
  const most = Math.floor((before.length * Number(MaxHealthyPercentage)) / 100);
  const refresh: Refresh = {
    id: randomUUID(),
    started: Date.now(),
    version,
    warmup: Number(InstanceWarmup) * 1000,
    before: before.map(({ id }) => id),
    replaced,
    ended: [],
    seen: new Map(),
    limit: Math.max(most, before.length + 1),
    status: replaced.length === 0 ? "Successful" : "InProgress",
    asked: 0,
  };
  if (isActive(refresh)) surge(request, refresh, group);
  refreshes.unshift(refresh);
  return { InstanceRefreshId: refresh.id };
};

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

/** No rollback to a version whose image comes from a parameter, or without a version number. */
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

/** The calls about instance refreshes. */
export const refreshActions: Readonly<Record<string, Action>> = {
  CancelInstanceRefresh: cancelInstanceRefresh,
  DescribeInstanceRefreshes: describeInstanceRefreshes,
  RollbackInstanceRefresh: rollbackInstanceRefresh,
  StartInstanceRefresh: startInstanceRefresh,
};
