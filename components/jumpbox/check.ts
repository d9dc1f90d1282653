import { isValidBlock } from "../settings/cidr";
import type { Problem } from "../settings/problem";
import type { DnsSettings } from "../dns/settings";
import type { JumpboxSettings } from "./settings";
import type { NetworkSettings } from "../config/schema";
import { validateImage, validateInstanceType, validateName } from "../settings/validate-value";

type Machine = Exclude<JumpboxSettings, { kind: "none" }>;

/** What the agent of Session Manager talks to. */
const SESSION_SERVICES = ["ssm", "ssmmessages"];

/** Finds what is wrong with the `jumpbox` section in itself. */
export function validateJumpbox(jumpbox: JumpboxSettings): Problem[] {
  if (jumpbox.kind === "none") return [];
  return [
    ...validateInstanceType("jumpbox.instanceType", jumpbox.instanceType),
    ...validateImage("jumpbox.image", jumpbox.image),
    ...validateSchedule(jumpbox.schedule),
    ...(jumpbox.kind === "public" ? validatePublic(jumpbox) : []),
  ];
}

function validateSchedule({ start, stop, days, timeZone }: Machine["schedule"]): Problem[] {
  const path = "jumpbox.schedule";
  const problems: Problem[] = Object.entries({ start, stop })
    .filter(([, given]) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(given))
    .map(([key, given]) => ({
      path: `${path}.${key}`,
      given,
      problem: "is not a time of the day, from 00:00 to 23:59",
      remedy: 'write hours and minutes with two digits each: "08:00"',
    }));
  if (problems.length === 0 && start === stop) {
    problems.push({
      path: `${path}.stop`,
      given: stop,
      problem: "is the time of the start, so that the jumpbox would never run or always",
      remedy: "write a later time, or an earlier one, which is that of the next day",
    });
  }
  if (days.length === 0) {
    problems.push({
      path: `${path}.days`,
      given: days,
      problem: "names no day",
      remedy: "name the days on which it is started, or write kind: none for no jumpbox",
    });
  }
  return isTimeZone(timeZone)
    ? problems
    : [
        ...problems,
        {
          path: `${path}.timeZone`,
          given: timeZone,
          problem: "is not a time zone of the tz database",
          remedy: "write a name such as Europe/Berlin, or UTC",
        },
      ];
}

/** Offsets, which know no daylight saving, and names in another case are not for EventBridge. */
function isTimeZone(name: string): boolean {
  if (name !== "UTC" && !/^[A-Z][A-Za-z]+\/[A-Z][\w+-]*(\/[A-Z]\w*)?$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function validatePublic({ allowFrom, name }: Machine & { kind: "public" }): Problem[] {
  const path = "jumpbox.allowFrom";
  const problems = validateName("jumpbox.name", `${name}.example.com`, name);
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
