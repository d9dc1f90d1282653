import { isDeepStrictEqual } from "node:util";
import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { type Values, isGiven, object, objects, text, texts } from "./values";
import { freeAddress } from "./ipv4";
import { instanceInputs, instanceTags, versionOf } from "./launch-templates";
import { isWaiting, launchHooks } from "./lifecycle-hooks";
import { checkVcpuQuota } from "./quota-checks";
import { GROUP_TAG, newId } from "./shared";
import { INSTANCE, LAUNCH_TEMPLATE, SUBNET } from "./tokens";
import type { Companion, Context } from "./type";

const templateOf = ({ account, inputs, region }: Context): Stored => {
  const { id, name } = object(inputs["launchTemplate"]);
  const byName = account
    .all(LAUNCH_TEMPLATE, region)
    .find((template) => isGiven(name) && template.inputs["name"] === name);
  return byName ?? account.require(LAUNCH_TEMPLATE, text(id) || name, region);
};

/**
 * An internal input for the steps of an instance refresh: `surge` is a version of which instances are
 * launched until there are `size` besides those that are `replaced`, and no more than `limit` in total; those
 * that are `ended` are terminated. `keep` are the instances that stay at its end.
 */
export const REFRESH = "$refresh";

/** The version of the launch template that the group launches now. */
export function launched(context: Context): { template: Stored; number: number; content: Values } {
  const template = templateOf(context);
  const version = text(object(context.inputs["launchTemplate"])["version"]) || "$Default";
  const found = versionOf(template, version);
  if (!found) {
    throw new AwsError(
      "ValidationError",
      `You must use a valid fully-formed launch template. The specified launch template version ${version} of ${template.id} does not exist`,
    );
  }
  return { template, ...found };
}

/** The desired number of instances of a group that has `now`. */
export function capacity({ inputs }: Context, now: number): number {
  const { minSize, maxSize, desiredCapacity } = inputs;
  return isGiven(desiredCapacity)
    ? Number(desiredCapacity)
    : Math.min(Math.max(now, Number(minSize)), Number(maxSize));
}

/** An instance for the subnet whose zone has the fewest. */
function launch(context: Context, others: readonly Companion[]): Companion {
  const { account, id, inputs, region } = context;
  const { template, number, content } = launched(context);
  const subnets = texts(inputs["vpcZoneIdentifiers"]);
  const count = (subnet: string): number =>
    others.filter((other) => other.inputs["subnetId"] === subnet).length;
  const subnetId = [...subnets].sort((a, b) => count(a) - count(b))[0] ?? "";
  const cidr = text(account.require(SUBNET, subnetId, region).inputs["cidrBlock"]);
  const promised = others.map((other) => text(other.inputs["privateIp"]));
  const own = objects(inputs["tags"])
    .filter(({ propagateAtLaunch }) => propagateAtLaunch === true)
    .map(({ key, value }) => [text(key), value] as const);
  return {
    type: INSTANCE,
    id: newId("i"),
    inputs: {
      ...instanceInputs(content, region),
      $waits: launchHooks(context),
      $protected: inputs["protectFromScaleIn"] === true,
      subnetId,
      privateIp: freeAddress(context, subnetId, cidr, promised),
      launchTemplate: { id: template.id, version: String(number) },
      tags: {
        ...instanceTags(content),
        ...Object.fromEntries(own),
        [GROUP_TAG]: id,
        "aws:ec2launchtemplate:id": template.id,
        "aws:ec2launchtemplate:version": String(number),
      },
    },
  };
}

/** Whether an update starts an instance refresh: AWS's provider does so for these changes only. */
const refreshes = (inputs: Values, before: Values): boolean =>
  isGiven(inputs["instanceRefresh"]) &&
  ["launchTemplate", ...texts(object(inputs["instanceRefresh"])["triggers"])]
    .map((trigger) => (trigger === "tag" ? "tags" : trigger))
    .some((key) => !isDeepStrictEqual(inputs[key], before[key]));

/**
 * An instance refresh that the provider starts. Without a lifecycle hook, the old instances end when the new
 * ones have warmed up, whether these serve or not; that takes no time here. With a hook, a new instance waits
 * in it, and the old one stays until the new one is in service: `$replaces` has the old one's id. An
 * abandoned new instance is not launched again here.
 */
function refreshed(context: Context, existing: readonly Stored[], wanted: number): Companion[] {
  const hasHooks = Object.keys(launchHooks(context)).length > 0;
  const old: Companion[] = hasHooks ? existing.filter((one) => !isWaiting(one)) : [];
  const fresh: Companion[] = [];
  while (fresh.length < wanted) {
    const made = launch(context, [...old, ...fresh]);
    const $replaces = old[fresh.length]?.id;
    fresh.push($replaces ? { ...made, inputs: { ...made.inputs, $replaces } } : made);
  }
  return [...old, ...fresh];
}

/** The instances of a group during a refresh. */
function surged(context: Context, existing: readonly Stored[]): readonly Companion[] {
  const { surge, replaced, ended, size, limit } = object(context.inputs[REFRESH]);
  const launchTemplate = { ...object(context.inputs["launchTemplate"]), version: surge };
  const inputs = { ...context.inputs, launchTemplate };
  const all: Companion[] = existing.filter(({ id }) => !texts(ended).includes(id));
  const fresh = () => all.filter(({ id }) => !texts(replaced).includes(id));
  while (fresh().length < Number(size) && all.length < Number(limit)) {
    all.push(launch({ ...context, inputs }, all));
  }
  return all;
}

/** The instances of the group: those it keeps, and new ones up to its capacity. */
export function instances(
  context: Context,
  existing: readonly Stored[],
  before: Values = {},
): readonly Companion[] {
  const all = chooseInstances(context, existing, before);
  const launched = all.filter((one) => !existing.some(({ id }) => id === one.id));
  const isGone = ({ id }: Stored) =>
    existing.some((one) => one.id === id) && !all.some((one) => one.id === id);
  const types = launched.map(({ inputs }) => text(inputs["instanceType"]));
  checkVcpuQuota(context.account, context.region, types, isGone);
  return all;
}

function chooseInstances(
  context: Context,
  existing: readonly Stored[],
  before: Values,
): readonly Companion[] {
  const ids = new Set(existing.map(({ id }) => id));
  // Launched in addition to the ones that they will replace.
  const extra = existing.filter(({ inputs }) => ids.has(text(inputs["$replaces"])));
  const subnets = texts(context.inputs["vpcZoneIdentifiers"]);
  const { surge, keep } = object(context.inputs[REFRESH]);
  const now = isGiven(keep) ? texts(keep).length : existing.length - extra.length;
  const wanted = capacity(context, now);
  if (isGiven(surge)) return surged(context, existing);
  if (!isGiven(keep) && refreshes(context.inputs, before)) {
    return refreshed(context, existing, wanted);
  }
  const all: Companion[] = existing.filter((one) =>
    isGiven(keep)
      ? texts(keep).includes(one.id)
      : !extra.includes(one) && subnets.includes(text(one.inputs["subnetId"])),
  );
  while (all.length > wanted) {
    const count = ({ inputs }: Companion): number =>
      all.filter((other) => other.inputs["subnetId"] === inputs["subnetId"]).length;
    const most = Math.max(...all.map(count));
    all.splice(
      all.findIndex((instance) => count(instance) === most),
      1,
    );
  }
  while (all.length < wanted) {
    all.push(launch(context, all));
  }
  return isGiven(keep) ? all : [...all, ...extra];
}

/** The current instances of a group, the oldest first. */
export const instancesOf = ({ account, id, region }: Pick<Context, "account" | "id" | "region">) =>
  account.all(INSTANCE, region).filter(({ companionOf }) => companionOf === id);
