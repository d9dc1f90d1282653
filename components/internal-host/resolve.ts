import type { AddressRequest, HeldAddress } from "../addresses/plan-addresses";
import type { InstanceRequest } from "../machine/instance-request";
import type { AccountInstance, AskedHost } from "./facts";
import type { Problem } from "../settings/problem";
import { hostProblem } from "./problems";
import { type HostConfig, type HostsSettings, PRIVATE_ZONE } from "./settings";
import { settingPath } from "../settings/validate-shape";
import { isNotFound, unanswered } from "../settings/ask";

/** Key of the Elastic IP of a host with a public record. */
export const hostAddressKey = (host: string): string => `host-${host}`;

/** Requests the Elastic IPs of hosts. */
export function requestHostAddresses(hosts: HostsSettings): AddressRequest[] {
  return Object.keys(hosts)
    .filter((host) => hosts[host]!.record === "public")
    .sort()
    .map((host) => ({
      key: hostAddressKey(host),
      role: "ingress",
      holder: hostAddressKey(host),
    }));
}

/** Requests the machines of hosts. */
export function requestHostInstances(
  hosts: HostsSettings,
  zones: readonly string[],
): InstanceRequest[] {
  return Object.entries(hosts).flatMap(([host, { machines }]) =>
    Object.entries(machines).map(([key, { zone, instanceType: type }]) => ({
      path: `${settingPath("internalHosts", host)}.machines.${key}.instanceType`,
      type,
      count: 1,
      zones: zone === undefined ? zones.slice(0, 1) : [zone],
    })),
  );
}

export interface ResolvedHosts {
  readonly hosts: Readonly<Record<string, HostConfig>>;
  readonly problems: readonly Problem[];
  /** Notices to read before approving the update. */
  readonly notices: readonly string[];
}

/** Completes the hosts with the instances in AWS, or returns problems. */
export function resolveHosts(
  hosts: HostsSettings,
  asked: readonly AskedHost[],
  held: readonly HeldAddress[],
  zones: readonly string[],
): ResolvedHosts {
  const problems = asked.flatMap(({ host, instance }) => {
    const { instance: given, record } = hosts[host]!;
    const path = `${settingPath("internalHosts", host)}.instance`;
    if ("error" in instance) return [notThere(path, given, instance.error)];
    if (instance.value === undefined) return [];
    if (record === "private") return [];
    const holder = held.find(({ key }) => key === hostAddressKey(host))?.associatedWith;
    return [
      ...validateSuccessor(path, given, instance.value, holder),
      ...validateVpc(path, given, instance.value),
    ];
  });
  const found = new Map(
    asked.map(({ host, instance }) => [host, "value" in instance ? instance.value : undefined]),
  );
  return {
    hosts: Object.fromEntries(
      Object.entries(hosts).map(([host, settings]) => [
        host,
        resolveHost(settings, found.get(host), zones),
      ]),
    ),
    problems: [...problems, ...validateMachineZones(hosts, zones)],
    notices: asked.flatMap((one) => (hosts[one.host]!.record === "private" ? noticeOf(one) : [])),
  };
}

/**
 * Reports a stopped instance. It may already have the private record, which AWS does not report, so it is no problem.
 */
function noticeOf({ host, instance }: AskedHost): string[] {
  if (!("value" in instance) || instance.value === undefined) return [];
  const { instanceId, state } = instance.value;
  return state === "running"
    ? []
    : [`the private name of ${host} resolves to ${instanceId}, which is ${state}`];
}

function resolveHost(
  { instance, record, zone, machines, ports }: HostsSettings[string],
  existing: AccountInstance | undefined,
  zones: readonly string[],
): HostConfig {
  return {
    instance:
      instance in machines
        ? instance
        : { instanceId: instance, privateIp: existing?.privateIp ?? "" },
    record:
      record === "public" ? { kind: "public" } : { kind: "private", zone: zone ?? PRIVATE_ZONE },
    machines: Object.fromEntries(
      Object.entries(machines).map(([key, machine]) => [
        key,
        { ...machine, zone: machine.zone ?? zones[0]! },
      ]),
    ),
    ports,
  };
}

function notThere(path: string, given: string, error: string): Problem {
  if (!isNotFound(error)) return unanswered(path, given, error);
  return hostProblem("instance-missing", { path, given });
}

/** Finds a new instance for a name that cannot serve. The current one may be in any state. */
function validateSuccessor(
  path: string,
  given: string,
  { instanceId, state, networkInterfaceId }: AccountInstance,
  holder: string | undefined,
): Problem[] {
  if (state === "running" || (holder !== undefined && holder === networkInterfaceId)) return [];
  return [hostProblem("instance-not-running", { path, given }, { state, instanceId })];
}

/** Finds a VPC inside which the name would resolve to the public address. */
function validateVpc(path: string, given: string, { vpc }: AccountInstance): Problem[] {
  const off = (["enableDnsSupport", "enableDnsHostnames"] as const).filter((key) => !vpc[key]);
  if (off.length === 0) return [];
  return [hostProblem("instance-vpc-without-dns", { path, given }, { vpc: vpc.id, off })];
}

function validateMachineZones(hosts: HostsSettings, zones: readonly string[]): Problem[] {
  return Object.entries(hosts).flatMap(([host, { machines }]) =>
    Object.entries(machines).flatMap(([key, { zone }]) => {
      if (zone === undefined || zones.includes(zone)) return [];
      const path = `${settingPath("internalHosts", host)}.machines.${key}.zone`;
      return [hostProblem("machine-zone-not-in-stack", { path, given: zone }, { zones })];
    }),
  );
}
