import { COLORS, validateBlueGreen } from "../backend/plan-blue-green";
import { validateHaproxySettings } from "./proxy/haproxy-settings";
import { MOST_NODES_PER_AZ } from "./haproxy/plan-nodes";
import type { Problem } from "../settings/problem";
import type { NetworkSettings } from "../config/schema";
import type { DnsSettings } from "../dns/settings";
import type { BackendSection, EntrySettings } from "./settings";
import { validateAcceleratorSection, validateAcceleratorTogether } from "./accelerator/check";
import { validateAddressPair } from "./address-pair/check";
import { validateMigrationEntry } from "../dns/check";
import { validateEcs, validateEcsTogether } from "./ecs/check";
import { validateNlbAlbSection, validateNlbAlbTogether } from "./nlb-alb/check";
import { validateAddressPairTogether } from "./address-pair/check-with";
import { validateCount, validateInstanceType, validateName } from "../settings/validate-value";

/** Finds what is wrong with the `entry` section in itself. */
export function validateEntry(entry: EntrySettings): Problem[] {
  if (entry.kind === "none") return [];
  if (entry.kind === "nlbAlb") return validateNlbAlbSection(entry);
  if (entry.kind === "addressPair") return validateAddressPair(entry);
  if (entry.kind === "accelerator") return validateAcceleratorSection(entry);
  if (entry.kind === "ecs") return validateEcs(entry);
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

/** Finds sections that need another one, or do not go with it. */
export function validateTogether(
  entry: EntrySettings | undefined,
  backend: BackendSection | undefined,
  dns: DnsSettings | undefined,
): Problem[] {
  if (entry === undefined || entry.kind === "none") return withoutDoor(backend, dns);
  return [
    ...validateBehind(entry, backend, dns),
    ...(dns ? validateMigrationEntry(dns, entry) : []),
  ];
}

/** Finds what a front door has that does not go with the network around it, or with the other sections. */
export function validateWithNetwork(
  entry: EntrySettings | undefined,
  network: NetworkSettings,
  backend: BackendSection | undefined,
  dns: DnsSettings | undefined,
): Problem[] {
  if (entry?.kind === "addressPair") {
    return validateAddressPairTogether(entry, network, backend, dns);
  }
  return entry?.kind === "ecs" ? validateEcsTogether(entry, network, backend, dns) : [];
}

function validateBehind(
  entry: Exclude<EntrySettings, { kind: "none" }>,
  backend: BackendSection | undefined,
  dns: DnsSettings | undefined,
): Problem[] {
  switch (entry.kind) {
    case "haproxy":
      return withoutBackend(backend);
    case "nlbAlb":
      return validateNlbAlbTogether(entry, backend, dns);
    case "accelerator":
      return [...withoutBackend(backend), ...validateAcceleratorTogether(entry, backend, dns)];
    case "addressPair":
    case "ecs":
      // What these need depends on the network as well: see validateWithNetwork.
      return [];
  }
}

function withoutDoor(backend: BackendSection | undefined, dns: DnsSettings | undefined): Problem[] {
  const problems: Problem[] = [];
  if (backend !== undefined) {
    problems.push({
      path: "backend",
      problem: "has no front door",
      remedy:
        "add holdfast:entry with kind: haproxy, nlbAlb, addressPair, accelerator or ecs, or take the backend out",
    });
  }
  if (dns !== undefined) {
    problems.push({
      path: "dns",
      problem: "names a front door that this configuration does not have",
      remedy:
        "add holdfast:entry with kind: haproxy, nlbAlb, addressPair, accelerator or ecs, or take dns out",
    });
  }
  return problems;
}

function withoutBackend(backend: BackendSection | undefined): Problem[] {
  if (backend !== undefined) return [];
  return [
    {
      path: "backend",
      problem: "is missing, and the front door would lead nowhere",
      remedy: "describe holdfast:backend, with live: blue and a colour blue",
    },
  ];
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
