import { isValidBlock } from "../settings/cidr";
import type { Problem } from "../settings/problem";
import type { DnsSettings } from "../dns/settings";
import type { NetworkSettings } from "../network/settings";
import type { JumpboxConfig, JumpboxSettings } from "./settings";
import { DOMAIN_NAME } from "../settings/values";

/** What the agent of Session Manager talks to. */
const SESSION_SERVICES = ["ssm", "ssmmessages"];

/** Finds what is wrong with the `jumpbox` section in itself. */
export function validateJumpbox(jumpbox: JumpboxSettings): Problem[] {
  if (jumpbox.kind === "none") return [];
  return [
    ...validateSchedule(jumpbox.schedule),
    ...(jumpbox.kind === "public" ? validatePublic(jumpbox) : []),
  ];
}

function validateSchedule({ start, stop }: JumpboxConfig["schedule"]): Problem[] {
  if (start !== stop) return [];
  return [
    {
      path: "jumpbox.schedule.stop",
      given: stop,
      problem: "is the time of the start, so that the jumpbox would never run or always",
      remedy: "write a later time, or an earlier one, which is that of the next day",
    },
  ];
}

function validatePublic({ allowFrom, name }: JumpboxConfig & { kind: "public" }): Problem[] {
  const path = "jumpbox.allowFrom";
  const problems: Problem[] = [];
  if (!DOMAIN_NAME.test(`${name}.example.com`)) {
    problems.push({
      path: "jumpbox.name",
      given: name,
      problem: "is not a domain name in lower case, without a dot at its end",
      remedy: "write a name such as jumpbox",
    });
  }
  if (allowFrom.length === 0) {
    problems.push({
      path,
      given: allowFrom,
      problem: "admits nobody",
      remedy: "name the blocks that people connect from, such as 198.51.100.0/24",
    });
  }
  allowFrom.forEach((given, index) => {
    if (!isValidBlock(given)) {
      problems.push({
        path: `${path}[${index}]`,
        given,
        problem: "is not the start of an IPv4 block in CIDR notation",
        remedy: "write an address and a prefix length, such as 198.51.100.0/24",
      });
    } else if (Number(given.split("/")[1]) < 8) {
      problems.push({
        path: `${path}[${index}]`,
        given,
        problem: "is too much of the internet for SSH",
        remedy: "name the blocks that people connect from, or write kind: ssm",
      });
    }
  });
  return problems;
}

/** Finds what does not go with the other sections, each of which is right in itself. */
export function validateJumpboxTogether(
  jumpbox: JumpboxSettings,
  { egress }: NetworkSettings,
  dns: DnsSettings | undefined,
): Problem[] {
  if (jumpbox.kind === "public" && dns === undefined) {
    return [
      {
        path: "dns",
        problem: "is missing, and the jumpbox has its name there",
        remedy: "describe holdfast:dns with its zone, or write jumpbox.kind: ssm",
      },
    ];
  }
  if (jumpbox.kind !== "ssm" || egress.kind === "nat") return [];
  const has = egress.kind === "privatelink" ? egress.interfaceEndpoints : [];
  const lacking = SESSION_SERVICES.filter((service) => !has.includes(service));
  if (lacking.length === 0) return [];
  return [
    {
      path: "jumpbox.kind",
      given: jumpbox.kind,
      problem: `needs a way to Session Manager, and network.egress has none to ${lacking.join(" and ")}`,
      remedy:
        egress.kind === "privatelink"
          ? `add ${lacking.join(" and ")} to network.egress.interfaceEndpoints, or write kind: instanceConnectEndpoint`
          : "write network.egress.kind: nat or privatelink, or jumpbox.kind: instanceConnectEndpoint",
    },
  ];
}
