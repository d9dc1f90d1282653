import { isValidBlock } from "../settings/cidr";
import type { Problem } from "../settings/problem";
import type { DnsSettings } from "../dns/settings";
import { validateNameInZone } from "../dns/zone-names";
import type { CheckedNetwork } from "../network/settings";
import { jumpboxProblem } from "./problems";
import type { JumpboxConfig, JumpboxSettings } from "./settings";
import { DOMAIN_NAME } from "../settings/values";

/** Endpoint services that the agent of Session Manager uses. */
export const SESSION_SERVICES = ["ssm", "ssmmessages"];

/** Validates the `jumpbox` section without other sections. */
export function validateJumpbox(jumpbox: JumpboxSettings): Problem[] {
  if (jumpbox.kind === "none") return [];
  return [
    ...validateSchedule(jumpbox.schedule),
    ...(jumpbox.kind === "public" ? validatePublic(jumpbox) : []),
  ];
}

function validateSchedule({ start, stop }: JumpboxConfig["schedule"]): Problem[] {
  if (start !== stop) return [];
  return [jumpboxProblem("stop-is-start", { path: "jumpbox.schedule.stop", given: stop })];
}

function validatePublic({ allowFrom, name }: JumpboxConfig & { kind: "public" }): Problem[] {
  const path = "jumpbox.allowFrom";
  const problems: Problem[] = [];
  if (name !== "" && !DOMAIN_NAME.test(`${name}.example.com`)) {
    problems.push(jumpboxProblem("not-a-jumpbox-name", { path: "jumpbox.name", given: name }));
  }
  if (allowFrom.length === 0) {
    problems.push(jumpboxProblem("jumpbox-admits-nobody", { path, given: allowFrom }));
  }
  for (const [index, given] of allowFrom.entries()) {
    const at = { path: `${path}[${index}]`, given };
    if (!isValidBlock(given)) problems.push(jumpboxProblem("not-an-admitted-block", at));
    else if (Number(given.split("/")[1]) < 8) {
      problems.push(jumpboxProblem("admitted-block-too-large", at));
    }
  }
  return problems;
}

/** Finds combinations with other sections that are not possible. */
export function validateJumpboxTogether(
  jumpbox: JumpboxSettings,
  { egress }: CheckedNetwork,
  dns: DnsSettings | undefined,
): Problem[] {
  if (jumpbox.kind === "public") {
    return dns === undefined
      ? [jumpboxProblem("jumpbox-without-dns", { path: "dns" })]
      : validateNameInZone("jumpbox.name", jumpbox.name, dns.zone);
  }
  // An existing VPC is checked with the needs of all sections.
  if (jumpbox.kind !== "ssm" || egress.kind === "nat" || egress.kind === "existing") return [];
  const has = egress.kind === "privatelink" ? egress.interfaceEndpoints : [];
  const lacking = SESSION_SERVICES.filter((service) => !has.includes(service));
  if (lacking.length === 0) return [];
  const at = { path: "jumpbox.kind", given: jumpbox.kind };
  const data = { services: lacking, egress: egress.kind };
  return [jumpboxProblem("session-manager-unreachable", at, data)];
}
