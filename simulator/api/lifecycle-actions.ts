import { randomUUID } from "node:crypto";
import type { Account } from "../account";
import { instancesOf } from "../model/auto-scaling-instances";
import { AwsError } from "../model/errors";
import { DEFAULT_RESULT, isWaiting, waitsOf } from "../model/lifecycle-hooks";
import { AUTO_SCALING_GROUP, INSTANCE, LIFECYCLE_HOOK } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, text } from "../model/values";
import type { Action, PolicyView, Request } from "./call";

/** A launch that did not end in service. */
interface Abandoned {
  readonly group: string;
  readonly instance: string;
  readonly why: string;
  readonly at: string;
}

/** The newest first; not stored on disk. */
const abandonedIn = new WeakMap<Account, Abandoned[]>();

/** An instance that has left a hook. When in service, it replaces the one that it was launched for. */
function proceed({ account, region }: Request, instance: Stored, hook: string): void {
  const others = Object.entries(waitsOf(instance)).filter(([name]) => name !== hook);
  const $waits = Object.fromEntries(others);
  const now = account.revise(instance, { $waits, $inServiceTime: new Date().toISOString() });
  const old = account.find(INSTANCE, text(instance.inputs["$replaces"]), region);
  if (!isWaiting(now) && old) account.remove(old);
}

/**
 * Terminates a launching instance. Its group launches another one if it has too few. Texts:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/tutorial-lifecycle-hook-instance-metadata.html and
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html.
 */
function abandon({ account }: Request, instance: Stored, why: string): void {
  const group = instance.companionOf ?? "";
  const before = abandonedIn.get(account) ?? [];
  const at = new Date().toISOString();
  abandonedIn.set(account, [{ group, instance: instance.id, why, at }, ...before]);
  account.remove(instance);
}

/** Ends the wait of instances whose hooks have timed out. A hook that was deleted abandons its instances. */
export function endWaits(request: Request, group: Stored): void {
  const { account, region, speed } = request;
  for (const instance of instancesOf({ account, id: group.id, region })) {
    const waited = (Date.now() - Date.parse(text(instance.outputs["$launchTime"]))) * speed;
    for (const [name, seconds] of Object.entries(waitsOf(instance))) {
      const hook = account.find(LIFECYCLE_HOOK, name, region);
      if (hook && waited < Number(seconds) * 1000) continue;
      const { defaultResult } = hook ? account.state(hook) : { defaultResult: DEFAULT_RESULT };
      if (defaultResult === "CONTINUE") proceed(request, instance, name);
      else abandon(request, instance, "Heartbeat Timeout");
      break;
    }
  }
}

/**
 * Whether an instance serves. It boots at the first call: `boot` simulates its user data, including the
 * completion of its lifecycle hooks.
 */
export function serves(request: Request, id: string | undefined): boolean {
  const { account, region, faults, boot } = request;
  const instance = id && account.find(INSTANCE, id, region);
  if (!instance || faults.unhealthy.has(instance.id)) return false;
  const isRunning = instance.outputs["$booted"] === true;
  const answer = boot(account, region, instance, isRunning);
  if (isRunning || !answer) return isRunning;
  const booted = account.revise(instance, { $booted: true });
  for (const hook of Object.keys(waitsOf(booted))) proceed(request, booted, hook);
  return true;
}

const groupIn = ({ account, region, body }: Pick<Request, "account" | "region" | "body">): Stored =>
  account.require(AUTO_SCALING_GROUP, body["AutoScalingGroupName"], region);

const completeLifecycleAction: Action = (request) => {
  const { account, region, body } = request;
  const group = groupIn(request);
  endWaits(request, group);
  const [hook, id] = [text(body["LifecycleHookName"]), text(body["InstanceId"])];
  const instance = account.find(INSTANCE, id, region);
  if (instance?.companionOf !== group.id || !(hook in waitsOf(instance))) {
    throw new AwsError(
      "ValidationError",
      `No active Lifecycle Action found with instance ID ${id}`,
    );
  }
  const result = text(body["LifecycleActionResult"]);
  if (result === "CONTINUE") proceed(request, instance, hook);
  else if (result === "ABANDON") {
    abandon(request, instance, "Lifecycle Action Completed with ABANDON Result");
  } else {
    throw new AwsError("ValidationError", "Lifecycle Action Result must be CONTINUE or ABANDON");
  }
  return {};
};

/** Only abandoned launches are reported. */
const describeScalingActivities: Action = (request) => {
  const group = groupIn(request);
  endWaits(request, group);
  const own = (abandonedIn.get(request.account) ?? []).filter((one) => one.group === group.id);
  return {
    Activities: own.slice(0, Number(request.body["MaxRecords"] ?? 100)).map((one) => {
      const StatusMessage = `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${randomUUID()} was abandoned: ${one.why}`;
      return {
        ActivityId: randomUUID(),
        AutoScalingGroupName: group.id,
        Description: `Launching a new EC2 instance: ${one.instance}.  Status Reason: ${StatusMessage}`,
        StartTime: one.at,
        StatusCode: "Cancelled",
        StatusMessage,
      };
    }),
  };
};

export const lifecycleActions: Readonly<Record<string, Action>> = {
  CompleteLifecycleAction: completeLifecycleAction,
  DescribeScalingActivities: describeScalingActivities,
};

export const lifecyclePolicyViews: Readonly<Record<string, PolicyView>> = {
  CompleteLifecycleAction: ({ account, region, body }) => {
    const group = account.find(AUTO_SCALING_GROUP, text(body["AutoScalingGroupName"]), region);
    return group ? { resources: [text(group.outputs["arn"])] } : {};
  },
};

/** The state of an instance as reported by Auto Scaling. */
export const lifecycleStateOf = (instance: Stored): Values => ({
  LifecycleState: isWaiting(instance) ? "Pending:Wait" : "InService",
  HealthStatus: "Healthy",
  ProtectedFromScaleIn: instance.outputs["$protected"] === true,
});
