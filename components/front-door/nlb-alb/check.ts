import { validateNlbAlb } from "./plan-nlb";
import type { Problem } from "../../settings/problem";
import type { BackendSection } from "../../backend/settings";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import type { NlbAlbSection } from "./settings";

/** The ALB's kind of target: what is configured, or what fits the rest. */
export function targetOf(
  { target, follow }: NlbAlbSection,
  backend: Pick<BackendSection, "layout"> | undefined,
): "alb" | "ips" {
  if (target !== undefined) return target;
  return follow === undefined && backend?.layout === "sharedVpc" ? "alb" : "ips";
}

/** Finds what is wrong with the `entry` section of kind `nlbAlb` in itself. */
export function checkNlbAlb(entry: NlbAlbSection): Problem[] {
  const { ports, albIdleTimeoutSeconds = 60, nlbIdleTimeoutSeconds, follow } = entry;
  return [
    ...validateNlbAlb({
      nlbIdleTimeoutSeconds,
      // Names that are followed have timeouts of their own, which nobody here knows.
      ...(follow === undefined ? { albIdleTimeoutSeconds } : { keys: Object.keys(follow) }),
      ports: ports ?? [],
    }),
    ...(follow === undefined ? withoutFollow(entry) : validateFollow(entry, follow)),
  ];
}

function withoutFollow({ ports }: NlbAlbSection): Problem[] {
  if (ports === undefined) return [];
  return [
    {
      path: "entry.ports",
      given: ports,
      problem: "belongs to follow; in front of a backend the ports are 443 and 80, or 80 alone",
      remedy: "take ports out; a certificateArn makes it 443 and 80",
    },
  ];
}

type Follow = NonNullable<NlbAlbSection["follow"]>;

function validateFollow(entry: NlbAlbSection, follow: Follow): Problem[] {
  const { target, certificateArn, albIdleTimeoutSeconds } = entry;
  const problems: Problem[] = [];
  if (target === "alb") {
    problems.push({
      path: "entry.target",
      given: target,
      problem: "knows no names: follow registers the addresses that they have",
      remedy: "write target: ips, or take follow out",
    });
  }
  if (certificateArn !== undefined) {
    problems.push({
      path: "entry.certificateArn",
      given: certificateArn,
      problem: "has no ALB here: TLS ends at the names that are followed",
      remedy: "take it out",
    });
  }
  if (albIdleTimeoutSeconds !== undefined) {
    problems.push({
      path: "entry.albIdleTimeoutSeconds",
      given: albIdleTimeoutSeconds,
      problem: "has no ALB here: what is behind the names has a timeout of its own",
      remedy: "take it out",
    });
  }
  return [...problems, ...validateWeights(follow)];
}

function validateWeights(follow: Follow): Problem[] {
  const sum = Object.values(follow).reduce((total, { weight }) => total + weight, 0);
  if (sum === 100) return [];
  return [
    {
      path: "entry.follow",
      problem: `has weights that add up to ${sum}, and must to 100`,
      remedy: "write percentages, such as 100 for one name",
    },
  ];
}

/** Finds what the other sections have that does not go with an NLB in front of an ALB. */
export function checkNlbAlbWith(entry: NlbAlbSection, { backend }: OtherSections): Problem[] {
  return [
    ...validateBackend(entry, backend),
    ...(targetOf(entry, backend) === "ips" ? withoutAlb(entry) : []),
  ];
}

function validateBackend(entry: NlbAlbSection, backend: BackendSection | undefined): Problem[] {
  if (backend === undefined) {
    if (entry.follow !== undefined) return [];
    return needsBackend(
      backend,
      "describe holdfast:backend, with live: blue and a colour blue, or names to entry.follow",
    );
  }
  const { layout, loadBalancer, reach } = backend;
  const problems: Problem[] = [];
  if (entry.follow !== undefined) {
    problems.push({
      path: "entry.follow",
      problem: "names what the NLB leads to, and so does holdfast:backend",
      remedy: "keep one of the two",
    });
  } else if (entry.target === "alb" && layout !== "sharedVpc") {
    problems.push({
      path: "entry.target",
      given: entry.target,
      problem: `reaches instances in the front door's VPC only, and backend.layout is ${layout}`,
      remedy: "write backend.layout: sharedVpc, or entry.target: ips",
    });
  }
  if (loadBalancer === "nlb") {
    problems.push({
      path: "backend.loadBalancer",
      given: loadBalancer,
      problem: "is not what entry nlbAlb has behind its NLB, which is an ALB",
      remedy: "take it out, or write alb",
    });
  }
  if (reach === "public") {
    problems.push({
      path: "backend.reach",
      given: reach,
      problem: "is not how an NLB reaches an ALB: its targets have private addresses",
      remedy: "take it out, or write private",
    });
  }
  return problems;
}

function withoutAlb({ accessLogs }: NlbAlbSection): Problem[] {
  if (accessLogs === undefined) return [];
  return [
    {
      path: "entry.accessLogs",
      given: accessLogs,
      problem: "belongs to target alb, but target is ips here",
      remedy: "take accessLogs out, or write target: alb with backend.layout: sharedVpc",
    },
  ];
}
