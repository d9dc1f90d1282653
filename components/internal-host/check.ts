import { type Problem, listed } from "../settings/problem";
import type { BackendSection } from "../backend/settings";
import type { DnsSettings } from "../dns/settings";
import { type HostSettings, type HostsSettings, PRIVATE_ZONE } from "./settings";
import type { JumpboxSettings } from "../jumpbox/settings";
import { settingPath } from "../settings/validate-shape";

const INSTANCE_ID = /^i-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Finds what is wrong with the `internalHosts` section in itself. */
export function validateHosts(hosts: HostsSettings): Problem[] {
  return Object.entries(hosts).flatMap(([name, host]) => {
    const path = settingPath("internalHosts", name);
    return [
      ...validateHostName(path, name),
      ...validateInstance(path, host),
      ...validateZone(path, host),
      ...validateMachines(path, host),
    ];
  });
}

function validateHostName(path: string, name: string): Problem[] {
  if (/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/.test(name)) return [];
  return [
    {
      path,
      problem: "is not the first label of a name: up to 30 of a-z, 0-9 and -, from a letter on",
      remedy: "write a name such as db",
    },
  ];
}

function validateInstance(path: string, { instance, machines }: HostSettings): Problem[] {
  if (Object.hasOwn(machines, instance) || INSTANCE_ID.test(instance)) return [];
  const keys = Object.keys(machines);
  return [
    {
      path: `${path}.instance`,
      given: instance,
      problem:
        keys.length > 0
          ? `is neither one of the machines, ${listed(keys, "and")}, nor the id of an instance`
          : "is not the id of an instance: i- and 8 or 17 hexadecimal digits",
      remedy: keys.length > 0 ? `write ${keys[0]}` : "look the id up: aws ec2 describe-instances",
    },
  ];
}

function validateZone(path: string, { record, zone }: HostSettings): Problem[] {
  if (zone === undefined || record === "private") return [];
  return [
    {
      path: `${path}.zone`,
      given: zone,
      problem: "is for record: private; with record: public the name is in dns.zone",
      remedy: "take zone out, or write record: private",
    },
  ];
}

function validateMachines(path: string, { machines, ports }: HostSettings): Problem[] {
  const keys = Object.keys(machines);
  return [
    ...keys.flatMap((key) => {
      const at = settingPath(`${path}.machines`, key);
      const wrongKey: Problem = {
        path: at,
        problem: "is not a name of up to 20 of a-z and 0-9, from a letter on",
        remedy: "write a name such as one",
      };
      return [...(/^[a-z][a-z0-9]{0,19}$/.test(key) ? [] : [wrongKey])];
    }),
    ...(ports.length > 0 && keys.length === 0
      ? [
          {
            path: `${path}.ports`,
            given: ports,
            problem: "is about machines that the stack creates, and there are none",
            remedy: "take ports out: the security groups of an instance that exists are yours",
          },
        ]
      : []),
  ];
}

/** A name in `dns.zone`, and the setting that it comes from. */
interface Named {
  readonly path: string;
  readonly name: string;
}

/** Sections that have names in zones. */
export interface Naming {
  /** Whether the front door has a public name. */
  readonly isNamed: boolean;
  readonly backend: BackendSection | undefined;
  readonly dns: DnsSettings | undefined;
  readonly jumpbox: JumpboxSettings | undefined;
  readonly hosts: HostsSettings;
}

/** Whether something other than a front door has a name in `dns.zone`. */
export const usesZone = ({ jumpbox, hosts }: Pick<Naming, "jumpbox" | "hosts">): boolean =>
  jumpbox?.kind === "public" || Object.values(hosts).some(({ record }) => record === "public");

/** Finds what does not go with the other sections, each of which is right in itself. */
export function validateNames({ isNamed, backend, dns, jumpbox, hosts }: Naming): Problem[] {
  const all = Object.entries(hosts);
  const inPublic = all.filter(([, { record }]) => record === "public");
  const names: Named[] = [
    ...(dns && isNamed ? [{ path: "dns.name", name: dns.name }] : []),
    ...(jumpbox?.kind === "public" ? [{ path: "jumpbox.name", name: jumpbox.name }] : []),
    ...inPublic.map(([name]) => ({ path: settingPath("internalHosts", name), name })),
  ];
  return [
    ...names.flatMap(({ path, name }, index) => {
      const earlier = names.slice(0, index).find((other) => other.name === name);
      if (earlier === undefined) return [];
      const problem = `has the name ${name}, which ${earlier.path} has`;
      return [{ path, problem, remedy: "choose another name" }];
    }),
    ...(dns === undefined
      ? inPublic.map(([name]) => ({
          path: `${settingPath("internalHosts", name)}.record`,
          given: "public",
          problem: "needs a zone, and there is no dns section",
          remedy: "describe holdfast:dns with its zone, or write record: private",
        }))
      : []),
    ...validatePrivateZones(hosts, backend, dns),
  ];
}

function validatePrivateZones(
  hosts: HostsSettings,
  backend: BackendSection | undefined,
  dns: DnsSettings | undefined,
): Problem[] {
  const taken = [
    { path: "backend.zone", zone: backend?.zone },
    { path: "dns.zone", zone: dns?.zone },
  ];
  return Object.entries(hosts).flatMap(([name, { record, zone = PRIVATE_ZONE }]) => {
    const other = taken.find((one) => one.zone === zone);
    if (record !== "private" || other === undefined) return [];
    return [
      {
        path: `${settingPath("internalHosts", name)}.zone`,
        given: zone,
        problem: `is ${other.path}, whose names a second zone in the VPC would hide`,
        remedy: `choose another, such as ${PRIVATE_ZONE}`,
      },
    ];
  });
}
