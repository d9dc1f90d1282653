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

/** An instance that was seen to serve so often has warmed up. */
const LOOKS = 5;

interface Refresh {
  readonly id: string;
  readonly started: number;
  /** Of the launch template; without one, that of the group. */
  readonly version: string | undefined;
  readonly warmup: number;
  /** The instances that there were. */
  readonly before: readonly string[];
  /** Those of them that it replaces: without SkipMatching, all. */
  readonly replaced: readonly string[];
  /** Those that it has terminated. */
  readonly ended: string[];
  /** How often each new instance was seen to serve. */
  readonly seen: Map<string, number>;
  /** How many instances there may be while it goes on. */
  readonly limit: number;
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

/** Only some instances stay, and the group has no sign of a refresh any more. */
function keepOnly(
  { account }: Request,
  group: Stored,
  keep: readonly string[],
  inputs: Values = {},
): void {
  const own = { ...group.inputs, ...inputs };
  delete own[REFRESH];
  account.update(account.update(group, { ...own, [REFRESH]: { keep: [...keep] } }), own);
}

/** New instances are launched at once, as many as MaxHealthyPercentage lets be; the old ones stay for the time being. */
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

/** Ends what it has ended, and launches as many as there may be. */
function surge({ account }: Request, refresh: Refresh, group: Stored): void {
  const { version, before, replaced, ended, limit } = refresh;
  const own = text(object(group.inputs["launchTemplate"])["version"]);
  const step = { surge: version ?? own, replaced: [...replaced], ended: [...ended] };
  const [size, inputs] = [before.length, group.inputs];
  account.update(group, { ...inputs, [REFRESH]: { ...step, size, limit } });
}

/**
 * One step further: new instances boot, old ones go, the group has the new version.
 *
 * Warming up begins when a new instance is in service: at once without a lifecycle hook, else when it has left the
 * hook. When that time is over, an old one goes, whether the new one serves or not: InstanceWarmup in
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html. It takes no time here when the
 * new one serves. While a new one waits in a hook, the old one stays; one that is abandoned is launched again.
 */
function advance(request: Request, refresh: Refresh, group: Stored): void {
  refresh.asked++;
  const { account, region } = request;
  const own = (): Stored[] => instancesOf({ account, id: group.id, region });
  if (refresh.status === "InProgress" && refresh.asked >= 2) {
    replaceSome(request, refresh, group, own);
  } else if (refresh.status === "RollbackInProgress") {
    keepOnly(request, group, refresh.before);
    own().forEach((one) => claimAgain(request, one));
    refresh.status = "RollbackSuccessful";
  } else if (refresh.status === "Cancelling") {
    // Of those too many, the ones with the oldest launch template go, unless they are protected from that:
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html.
    const isProtected = (one: Stored): boolean =>
      one.outputs["$protected"] === true && !isWaiting(one);
    const others = own().filter((one) => !isProtected(one));
    const fresh = others.filter(({ id }) => !refresh.replaced.includes(id));
    const ranked = [...own().filter(isProtected), ...new Set([...fresh, ...others])];
    const kept = ranked.filter((one, at) => at < refresh.before.length || isProtected(one));
    keepOnly(
      request,
      group,
      kept.map(({ id }) => id),
    );
    own().forEach((one) => claimAgain(request, one));
    refresh.status = "Cancelled";
  }
}

/** Terminates an old instance for each new one that is ready. When all are, the group has the new version. */
function replaceSome(request: Request, refresh: Refresh, group: Stored, own: () => Stored[]): void {
  const { replaced, ended, seen, version, warmup } = refresh;
  const isNew = ({ id }: Stored): boolean => !replaced.includes(id);
  for (const { id } of own().filter(isNew)) {
    if (serves(request, id)) seen.set(id, (seen.get(id) ?? 0) + 1);
    else seen.delete(id);
  }
  const ready = own().filter((one) => {
    const { $launchTime, $inServiceTime = $launchTime } = one.outputs;
    const warmed = (Date.now() - Date.parse(text($inServiceTime))) * request.speed >= warmup;
    const hasServed = (seen.get(one.id) ?? 0) >= LOOKS;
    return isNew(one) && !isWaiting(one) && (hasServed || warmed);
  });
  const old = own().filter((one) => !isNew(one));
  const surplus = Math.max(0, ready.length + old.length - refresh.before.length);
  if (ready.length >= refresh.before.length) {
    const launchTemplate = { ...object(group.inputs["launchTemplate"]), version };
    keepOnly(
      request,
      group,
      ready.map(({ id }) => id),
      version ? { launchTemplate } : {},
    );
    refresh.status = "Successful";
  } else if (surplus > 0) {
    ended.push(...old.slice(0, surplus).map(({ id }) => id));
    surge(request, refresh, group);
  }
  // What the old ones had is free.
  own().forEach(({ id }) => serves(request, id));
}

/** An instance that is alone again takes back what the one beside it had taken. */
function claimAgain({ account, region, faults, boot }: Request, instance: Stored): void {
  if (!isWaiting(instance) && !faults.unhealthy.has(instance.id)) {
    boot(account, region, instance, false);
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

/** The calls about instance refreshes. */
export const refreshActions: Readonly<Record<string, Action>> = {
  CancelInstanceRefresh: cancelInstanceRefresh,
  DescribeInstanceRefreshes: describeInstanceRefreshes,
  RollbackInstanceRefresh: rollbackInstanceRefresh,
  StartInstanceRefresh: startInstanceRefresh,
};
