import { validateNetworkArg } from "../network/check-args";
import { validateTagArgs, validateValues } from "../settings/check-args";
import type { Problem } from "../settings/problem";
import { settingPath, validateShape } from "../settings/validate-shape";
import { domainName } from "../settings/values";
import { validateHostName, validateMachines } from "./check";
import type { HostArgs, InternalHostsArgs } from "./args";
import { hostProblem } from "./problems";
import { hostSchema, machineSchema } from "./settings";

/** Validates the arguments of `InternalHosts`. */
export function validateInternalHosts({ vpc, hosts, tags }: InternalHostsArgs): Problem[] {
  const zones = Object.keys(vpc.privateSubnets).sort();
  return [
    ...validateNetworkArg(vpc),
    ...Object.entries(hosts).flatMap(([name, host]) => {
      const path = settingPath("hosts", name);
      return [...validateHostName(path, name), ...validateHost(path, host, zones)];
    }),
    ...validateTagArgs(
      tags,
      Object.values(hosts).some(({ record }) => record.kind === "private"),
    ),
  ];
}

function validateHost(path: string, host: HostArgs, zones: readonly string[]): Problem[] {
  const { record, instance: given, machines = {}, ports = [] } = host;
  const keys = Object.keys(machines);
  return [
    ...(typeof given !== "string" || keys.includes(given)
      ? []
      : [hostProblem("not-a-machine", { path: `${path}.instance`, given }, { machines: keys })]),
    ...validateMachines(path, { machines, ports }),
    ...validateShape(hostSchema.entries.ports, ports, `${path}.ports`),
    ...Object.entries(machines).flatMap(([key, machine]) => {
      const at = settingPath(`${path}.machines`, key);
      const isThere = zones.includes(machine.zone);
      return [
        ...validateValues(machineSchema.entries, machine, ["instanceType", "image"], at),
        ...(isThere
          ? []
          : [
              hostProblem(
                "machine-zone-not-in-vpc",
                { path: `${at}.zone`, given: machine.zone },
                { zones },
              ),
            ]),
      ];
    }),
    ...(record.kind === "private"
      ? validateShape(domainName("", "hosts.internal"), record.zone, `${path}.record.zone`)
      : []),
  ];
}
