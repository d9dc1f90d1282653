import { COLORS, validateBlueGreen } from "../backend/plan-blue-green";
import { validateHaproxySettings } from "../entry/haproxy/haproxy-settings";
import { MOST_NODES_PER_AZ } from "../entry/haproxy/plan-nodes";
import type { Problem } from "./problem";
import type { BackendSection, DnsSettings, EntrySettings } from "./schema-entry";

/** Finds what is wrong with the `entry` section in itself. */
export function validateEntry(entry: EntrySettings): Problem[] {
  if (entry.kind === "none") return [];
  const { nodesPerAz, instanceType } = entry;
  // The name and the port that it follows come from the backend.
  const backend = { host: "live.holdfast.internal", port: 443 };
  return [
    ...validateCount("entry.nodesPerAz", nodesPerAz, 1, MOST_NODES_PER_AZ),
    ...validateInstanceType("entry.instanceType", instanceType),
    ...validateHaproxySettings({ ...entry, backend }),
  ];
}

/** Finds what is wrong with the `backend` section in itself. */
export function validateBackend(backend: BackendSection, networkCidr: string): Problem[] {
  return [
    ...validateName("backend.zone", backend.zone),
    ...validateBlueGreen(backend, networkCidr),
    ...validateSamePort(backend),
    ...COLORS.flatMap((color) => {
      const settings = backend[color];
      if (settings === undefined) return [];
      const path = `backend.${color}`;
      const { instanceType, min, max, port } = settings;
      return [
        ...validateInstanceType(`${path}.instanceType`, instanceType),
        ...validateCount(`${path}.min`, min, 1, 1000),
        ...validateCount(`${path}.max`, max, Math.max(1, min), 1000),
        ...validateCount(`${path}.port`, port, 1, 65_535),
      ];
    }),
  ];
}

/** Finds what is wrong with the `dns` section in itself. */
export function validateDns({ zone, name, ttlSeconds }: DnsSettings): Problem[] {
  const full = name === "" ? zone : `${name}.${zone}`;
  const wrongZone = validateName("dns.zone", zone);
  return [
    ...wrongZone,
    ...(wrongZone.length === 0 ? validateName("dns.name", full, name) : []),
    ...validateCount("dns.ttlSeconds", ttlSeconds, 1, 86_400),
  ];
}

/** Finds sections that need another one. */
export function validateTogether(
  entry: EntrySettings | undefined,
  backend: BackendSection | undefined,
  dns: DnsSettings | undefined,
): Problem[] {
  const door = entry?.kind === "haproxy";
  const problems: Problem[] = [];
  if (door && backend === undefined) {
    problems.push({
      path: "backend",
      problem: "is missing, and the front door would lead nowhere",
      remedy: "describe holdfast:backend, with live: blue and a colour blue",
    });
  }
  if (!door && backend !== undefined) {
    problems.push({
      path: "backend",
      problem: "has no front door",
      remedy: "add holdfast:entry with kind: haproxy, or take the backend out",
    });
  }
  if (!door && dns !== undefined) {
    problems.push({
      path: "dns",
      problem: "names a front door that this configuration does not have",
      remedy: "add holdfast:entry with kind: haproxy, or take dns out",
    });
  }
  return problems;
}

/** HAProxy follows one name to one port. */
function validateSamePort({ blue, green }: BackendSection): Problem[] {
  if (blue === undefined || green === undefined || blue.port === green.port) return [];
  return [
    {
      path: "backend.green.port",
      given: green.port,
      problem: `differs from backend.blue.port, ${blue.port}, and the front door connects to one port`,
      remedy: `write ${blue.port} for both`,
    },
  ];
}

function validateCount(path: string, given: number, least: number, most: number): Problem[] {
  if (Number.isInteger(given) && given >= least && given <= most) return [];
  return [
    {
      path,
      given,
      problem: `must be a whole number from ${least} to ${most}`,
      remedy: `write ${least}, or as many as are needed`,
    },
  ];
}

function validateInstanceType(path: string, given: string): Problem[] {
  if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(given)) return [];
  return [
    {
      path,
      given,
      problem: "is not an EC2 instance type: a family, a dot and a size",
      remedy: "write a type such as c7g.large",
    },
  ];
}

function validateName(path: string, name: string, given: string = name): Problem[] {
  const label = "[a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?";
  const domain = new RegExp(`^(${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);
  if (name.length <= 253 && domain.test(name)) return [];
  return [
    {
      path,
      given,
      problem: "is not a domain name in lower case, without a dot at its end",
      remedy: "write a name such as example.com",
    },
  ];
}
