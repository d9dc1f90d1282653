import { type ConfiguredTarget, existingTargets, isGroup } from "../../backend/existing/targets";
import type { BackendSection } from "../../backend/settings";
import type { Problem } from "../../settings/problem";
import { TEST_PORTS, testPort } from "../web-alb/test-ports";
import { nlbAlbProblem } from "./problems";
import type { NlbAlbSection } from "./settings";

/** Finds existing targets, and settings for them, that `nlbAlb` cannot have. */
export function checkExisting(entry: NlbAlbSection, backend: BackendSection): Problem[] {
  const targets = existingTargets(backend);
  const groups = targets.filter(isGroup);
  if (groups.length > 0) {
    const [other] = targets.filter((target) => !isGroup(target));
    return other ? [differs(groups[0]!, other)] : groups.flatMap((group) => asIps(entry, group));
  }
  return [
    ...(entry.target === "alb" ? targets.flatMap(asAlb) : []),
    ...targets.flatMap(validatePort),
    ...withoutAlb(entry),
  ];
}

const at = ({ path, kind, given }: ConfiguredTarget) => ({ path: `${path}.${kind}`, given });

/** One listener forwards to target groups of one kind. */
const differs = (group: ConfiguredTarget, other: ConfiguredTarget): Problem =>
  nlbAlbProblem("existing-kinds-differ", at(group), { other: `${other.path}.${other.kind}` });

function asIps({ target }: NlbAlbSection, { path, kind }: ConfiguredTarget): Problem[] {
  if (target !== "ips") return [];
  const given = { path: "entry.target", given: target };
  return [nlbAlbProblem("ips-of-existing-group", given, { setting: `${path}.${kind}` })];
}

function asAlb(target: ConfiguredTarget): Problem[] {
  if (target.kind === "host") return [nlbAlbProblem("existing-host-as-alb", at(target))];
  if (!target.given.includes(":loadbalancer/net/")) return [];
  return [nlbAlbProblem("existing-nlb-as-alb", at(target))];
}

function validatePort({ path, color, port }: ConfiguredTarget): Problem[] {
  if (testPort(color) !== port) return [];
  const data = { keys: [color], first: TEST_PORTS.first, last: TEST_PORTS.last };
  return [nlbAlbProblem("port-of-test-listener", { path: `${path}.port`, given: port }, data)];
}

/** TLS and timeouts are those of the existing load balancer. */
function withoutAlb({ certificateArn, albIdleTimeoutSeconds }: NlbAlbSection): Problem[] {
  const problems: Problem[] = [];
  if (certificateArn !== undefined) {
    const given = { path: "entry.certificateArn", given: certificateArn };
    problems.push(nlbAlbProblem("certificate-of-existing-alb", given));
  }
  if (albIdleTimeoutSeconds !== undefined) {
    const given = { path: "entry.albIdleTimeoutSeconds", given: albIdleTimeoutSeconds };
    problems.push(nlbAlbProblem("timeout-of-existing-alb", given));
  }
  return problems;
}
