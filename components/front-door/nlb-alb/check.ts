import { checkExisting } from "./check-existing";
import { validateNlbAlb } from "./plan-nlb";
import { needsAlb, targetOf } from "./target-of";
import type { Problem } from "../../settings/problem";
import type { BackendSection } from "../../backend/settings";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import { nlbAlbProblem } from "./problems";
import type { NlbAlbSection } from "./settings";

/** Finds what is wrong with the `entry` section of kind `nlbAlb` in itself. */
export function checkNlbAlb(entry: NlbAlbSection): Problem[] {
  const { ports, albIdleTimeoutSeconds = 60, nlbIdleTimeoutSeconds, follow } = entry;
  return [
    ...validateNlbAlb({
      nlbIdleTimeoutSeconds,
      // Followed names have their own timeouts, which are unknown here.
      ...(follow === undefined ? { albIdleTimeoutSeconds } : { keys: Object.keys(follow) }),
      ports: ports ?? [],
    }),
    ...(follow === undefined ? withoutFollow(entry) : validateFollow(entry, follow)),
  ];
}

function withoutFollow({ ports }: NlbAlbSection): Problem[] {
  if (ports === undefined) return [];
  return [nlbAlbProblem("ports-without-follow", { path: "entry.ports", given: ports })];
}

type Follow = NonNullable<NlbAlbSection["follow"]>;

function validateFollow(entry: NlbAlbSection, follow: Follow): Problem[] {
  const { target, certificateArn, albIdleTimeoutSeconds } = entry;
  const problems: Problem[] = [];
  if (target === "alb") {
    problems.push(nlbAlbProblem("follow-with-target-alb", { path: "entry.target", given: target }));
  }
  if (certificateArn !== undefined) {
    const at = { path: "entry.certificateArn", given: certificateArn };
    problems.push(nlbAlbProblem("follow-with-certificate", at));
  }
  if (albIdleTimeoutSeconds !== undefined) {
    const at = { path: "entry.albIdleTimeoutSeconds", given: albIdleTimeoutSeconds };
    problems.push(nlbAlbProblem("follow-with-alb-timeout", at));
  }
  const sum = Object.values(follow).reduce((total, { weight }) => total + weight, 0);
  if (sum !== 100)
    problems.push(nlbAlbProblem("follow-weights-sum", { path: "entry.follow" }, { sum }));
  return problems;
}

/** Finds what the other sections have that does not go with an NLB in front of an ALB. */
export function checkNlbAlbWith(entry: NlbAlbSection, { backend }: OtherSections): Problem[] {
  return [...validateBackend(entry, backend), ...(hasAlb(entry, backend) ? [] : withoutAlb(entry))];
}

function validateBackend(entry: NlbAlbSection, backend: BackendSection | undefined): Problem[] {
  if (backend === undefined) {
    if (entry.follow !== undefined) return [];
    return needsBackend(backend, ", or names to entry.follow");
  }
  const { layout, loadBalancer, reach } = backend;
  const problems: Problem[] = [];
  if (entry.follow !== undefined) {
    problems.push(nlbAlbProblem("follow-with-backend", { path: "entry.follow" }));
  } else if (backend.existing) {
    problems.push(...checkExisting(entry, backend));
  } else if (entry.target === "alb" && layout !== "sharedVpc") {
    const at = { path: "entry.target", given: entry.target };
    problems.push(nlbAlbProblem("alb-outside-vpc", at, { layout: layout ?? "vpcPerColor" }));
  }
  if (loadBalancer === "nlb") {
    const at = { path: "backend.loadBalancer", given: loadBalancer };
    problems.push(nlbAlbProblem("nlb-behind-nlb", at));
  }
  if (reach === "public") {
    problems.push(nlbAlbProblem("alb-public", { path: "backend.reach", given: reach }));
  }
  return problems;
}

/** Whether the front door has an ALB of its own. */
const hasAlb = (entry: NlbAlbSection, backend: BackendSection | undefined): boolean =>
  targetOf(entry, backend) === "alb" && (!backend?.existing || needsAlb(backend));

function withoutAlb({ accessLogs, webAclArn }: NlbAlbSection): Problem[] {
  const problems: Problem[] = [];
  if (accessLogs !== undefined) {
    const at = { path: "entry.accessLogs", given: accessLogs };
    problems.push(nlbAlbProblem("access-logs-without-alb", at));
  }
  if (webAclArn !== undefined) {
    const at = { path: "entry.webAclArn", given: webAclArn };
    problems.push(nlbAlbProblem("web-acl-without-alb", at));
  }
  return problems;
}
