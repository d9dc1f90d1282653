import type { Problem } from "../settings/problem";
import { hostProblem } from "./problems";
import type { BackendSection } from "../backend/settings";
import type { DnsSettings } from "../dns/settings";
import { type HostSettings, type HostsSettings, PRIVATE_ZONE } from "./settings";
import type { JumpboxSettings } from "../jumpbox/settings";
import { settingPath } from "../settings/validate-shape";

const INSTANCE_ID = /^i-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Validates the `internalHosts` section without other sections. */
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

/** Finds a name that cannot be the first label of a DNS name. */
export function validateHostName(path: string, name: string): Problem[] {
  if (/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/.test(name)) return [];
  return [hostProblem("not-a-host-name", { path })];
}

function validateInstance(path: string, { instance, machines }: HostSettings): Problem[] {
  if (Object.hasOwn(machines, instance) || INSTANCE_ID.test(instance)) return [];
  const at = { path: `${path}.instance`, given: instance };
  return [hostProblem("not-a-host-instance", at, { machines: Object.keys(machines) })];
}

function validateZone(path: string, { record, zone }: HostSettings): Problem[] {
  if (zone === undefined || record === "private") return [];
  return [hostProblem("zone-of-public-record", { path: `${path}.zone`, given: zone })];
}

/** Finds wrong names of machines, and ports without machines. */
export function validateMachines(
  path: string,
  { machines, ports }: { readonly machines: object; readonly ports: readonly number[] },
): Problem[] {
  const keys = Object.keys(machines);
  const at = { path: `${path}.ports`, given: ports };
  return [
    ...keys
      .filter((key) => !/^[a-z][a-z0-9]{0,19}$/.test(key))
      .map((key) =>
        hostProblem("not-a-machine-name", { path: settingPath(`${path}.machines`, key) }),
      ),
    ...(ports.length > 0 && keys.length === 0 ? [hostProblem("ports-without-machines", at)] : []),
  ];
}

/** A name in `dns.zone`, and its setting. */
interface Named {
  readonly path: string;
  readonly name: string;
}

/** Sections with names in zones. */
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

/** Finds combinations with other sections that are not possible. */
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
      return [hostProblem("name-taken", { path }, { name, owner: earlier.path })];
    }),
    ...(dns === undefined
      ? inPublic.map(([name]) => {
          const path = `${settingPath("internalHosts", name)}.record`;
          return hostProblem("public-record-without-dns", { path, given: "public" });
        })
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
    const at = { path: `${settingPath("internalHosts", name)}.zone`, given: zone };
    return [hostProblem("private-zone-taken", at, { owner: other.path, free: PRIVATE_ZONE })];
  });
}
