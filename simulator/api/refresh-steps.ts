import { REFRESH, instancesOf } from "../model/auto-scaling-instances";
import { isWaiting } from "../model/lifecycle-hooks";
import type { Stored } from "../model/resource";
import { type Values, object, text } from "../model/values";
import type { Request } from "./call";
import { serves } from "./lifecycle-actions";

/** An instance that served in this many reads has warmed up. */
const LOOKS = 5;

export interface Refresh {
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
  /** In how many reads each new instance served. */
  readonly seen: Map<string, number>;
  /** The maximum number of instances during the refresh. */
  readonly limit: number;
  status: string;
  /** How often its state was read: each read advances it by one step. */
  asked: number;
}

/** Keeps only some instances, and removes the state of the refresh from the group. */
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

/** Terminates the ended instances, and launches as many as allowed. */
export function surge({ account }: Request, refresh: Refresh, group: Stored): void {
  const { version, before, replaced, ended, limit } = refresh;
  const own = text(object(group.inputs["launchTemplate"])["version"]);
  const step = { surge: version ?? own, replaced: [...replaced], ended: [...ended] };
  const [size, inputs] = [before.length, group.inputs];
  account.update(group, { ...inputs, [REFRESH]: { ...step, size, limit } });
}

/**
 * One step further: new instances boot, old ones go, the group has the new version.
 *
 * Warm-up begins when a new instance is in service: at once without a lifecycle hook, else when it has left
 * the hook. After that time, an old one is terminated, whether the new one serves or not: InstanceWarmup in
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html. Here it takes no time
 * if the new one serves. While a new one waits in a hook, the old one stays. An abandoned one is launched
 * again.
 */
export function advance(request: Request, refresh: Refresh, group: Stored): void {
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
    // Terminates those with the oldest launch template first, unless they are protected:
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
  // The old ones' addresses are free.
  own().forEach(({ id }) => serves(request, id));
}

/** A remaining instance claims back the address that its replacement had claimed. */
function claimAgain({ account, region, faults, boot }: Request, instance: Stored): void {
  if (!isWaiting(instance) && !faults.unhealthy.has(instance.id)) {
    boot(account, region, instance, false);
  }
}
