import { isNotFound, unanswered } from "../../settings/ask";
import type { Problem } from "../../settings/problem";
import type { BackendAccess } from "../access";
import type { Color } from "../plan-blue-green";
import type { BackendSection } from "../settings";
import {
  type AskedTarget,
  type FoundLoadBalancer,
  type FoundTarget,
  type FoundTargetGroup,
  regionOfArn,
} from "./facts";
import { existingProblem } from "./problems";
import type { ConfiguredTarget } from "./targets";

/** An existing target, with its properties in AWS. */
export type ExistingTarget = Omit<ConfiguredTarget, "kind"> & FoundTarget;

/** `backend`, with the existing targets looked up. */
export interface BackendConfig extends BackendSection {
  /** Existing targets by colour; undefined unless the backend exists. */
  readonly targets?: Readonly<Partial<Record<Color, ExistingTarget>>> | undefined;
  /** Id of `zone`; only with `reach: public` and a front door that resolves the name. */
  readonly zoneId?: string | undefined;
}

/** Inputs that determine whether a front door can forward to a target. */
interface Surroundings {
  readonly region: string;
  readonly reach: BackendSection["reach"];
  readonly access: BackendAccess;
  /** VPC of the stack's network, if it exists. */
  readonly networkVpc: string | undefined;
}

interface Resolved {
  readonly targets: Partial<Record<Color, ExistingTarget>>;
  readonly problems: readonly Problem[];
  /** Notices for the preview. */
  readonly notices: readonly string[];
}

/** Finds targets that do not exist, or that the front door cannot forward to. */
export function resolveExisting(asked: readonly AskedTarget[], around: Surroundings): Resolved {
  const targets: Resolved["targets"] = {};
  const problems: Problem[] = [];
  const notices: string[] = [];
  for (const { found, ...configured } of asked) {
    const at = { path: `${configured.path}.${configured.kind}`, given: configured.given };
    if (found === undefined) {
      const other = regionOfArn(configured.given)!;
      problems.push(existingProblem("existing-arn-region", at, { region: around.region, other }));
    } else if ("error" in found) {
      problems.push(unfound(configured, found.error, around.region));
    } else {
      const target = { ...configured, ...found.value };
      targets[configured.color] = target;
      problems.push(...validateTarget(target, at, around));
      notices.push(...noticesOf(target, at.path, around));
    }
  }
  return { targets, problems, notices };
}

const NOT_FOUND = {
  loadBalancerArn: "existing-balancer-not-found",
  // Hosts are not looked up.
  host: "existing-balancer-not-found",
  autoScalingGroup: "existing-group-not-found",
  targetGroupArn: "existing-target-group-not-found",
} as const;

function unfound({ path, kind, given }: ConfiguredTarget, error: string, region: string): Problem {
  const at = { path: `${path}.${kind}`, given };
  if (!isNotFound(error)) return unanswered(at.path, given, error);
  return existingProblem(NOT_FOUND[kind], at, { region });
}

type At = Pick<Problem, "path" | "given">;

function validateTarget(target: ExistingTarget, at: At, around: Surroundings): Problem[] {
  switch (target.kind) {
    case "loadBalancerArn":
      return [...validateScheme(target, at, around), ...validateListener(target)];
    case "autoScalingGroup": {
      const replaces = target.replacesUnhealthy
        ? [existingProblem("existing-group-replaces", at)]
        : [];
      // The load balancer for a group is created in the group's own subnets.
      const isForwardedTo = around.access.loadBalancer.kind === "none";
      return [...replaces, ...(isForwardedTo ? validateVpc(target, at, around) : [])];
    }
    case "targetGroupArn":
      return [...validateTargetGroup(target, at, around), ...validateVpc(target, at, around)];
    case "host":
      return [];
  }
}

function validateScheme(
  { internal }: FoundLoadBalancer,
  at: At,
  { access, reach }: Surroundings,
): Problem[] {
  switch (access.existing) {
    case "any":
      return [];
    case "internal":
      return internal ? [] : [existingProblem("existing-balancer-no-address", at)];
    case "byReach":
      if (internal === (reach === "private")) return [];
      return [
        internal
          ? existingProblem("existing-balancer-internal", at)
          : existingProblem("existing-balancer-public", at),
      ];
  }
}

const STREAMS = ["TCP", "TLS", "TCP_UDP", "HTTP", "HTTPS"];

function validateListener({
  path,
  given: arn,
  port,
  listener,
}: Omit<ConfiguredTarget, "kind"> & FoundLoadBalancer): Problem[] {
  const at = { path: `${path}.port`, given: port };
  if ("error" in listener) {
    return isNotFound(listener.error)
      ? [existingProblem("existing-listener-not-found", at, { arn })]
      : [unanswered(at.path, port, listener.error)];
  }
  const { protocol } = listener.value;
  if (STREAMS.includes(protocol)) return [];
  return [existingProblem("existing-listener-protocol", at, { protocol })];
}

function validateTargetGroup(
  { targetType, protocol, usedBy }: FoundTargetGroup,
  at: At,
  { access }: Surroundings,
): Problem[] {
  const byAlb = access.loadBalancer.kind === "none";
  if (targetType === "lambda" || (byAlb && targetType === "alb")) {
    return [existingProblem("existing-target-group-type", at, { type: targetType })];
  }
  const [owner] = usedBy;
  const problems: Problem[] = [];
  if (owner !== undefined) {
    problems.push(existingProblem("existing-target-group-taken", at, { owner }));
  }
  const allowed = byAlb ? ["HTTP", "HTTPS"] : ["TCP", "TLS", "TCP_UDP"];
  if (!allowed.includes(protocol)) {
    const data = { protocol, balancer: byAlb ? "ALB" : "NLB", allowed };
    problems.push(existingProblem("existing-target-group-protocol", at, data));
  }
  return problems;
}

/** Finds a target in another VPC, which a load balancer cannot have as a target by instance id. */
function validateVpc({ vpcId: vpc }: { vpcId: string }, at: At, around: Surroundings): Problem[] {
  const { networkVpc: network } = around;
  if (network === undefined || vpc === network || vpc === "") return [];
  return [existingProblem("existing-other-vpc", at, { vpc, network })];
}

function noticesOf(
  target: ExistingTarget,
  path: string,
  { access, reach, networkVpc }: Surroundings,
): string[] {
  // An NLB of the front door checks load balancers and hosts itself.
  const isAsked = access.existing === "internal" || hasKnownTargets(target);
  const isFar =
    target.kind !== "host" &&
    target.vpcId !== networkVpc &&
    access.existing !== "any" &&
    reach === "private";
  return [
    ...(isAsked
      ? []
      : [`${path}: AWS does not report the health of ${target.given}. A switch to it has no gate`]),
    ...(isFar
      ? [
          `${path}: ${target.given} is in ${target.vpcId}. If this is not the front door's VPC, connect the two by a peering or a transit gateway, with routes in both directions`,
        ]
      : []),
  ];
}

const hasKnownTargets = (target: ExistingTarget): boolean =>
  target.kind === "loadBalancerArn"
    ? "value" in target.listener && target.listener.value.targetGroupArn !== undefined
    : target.kind !== "host";
