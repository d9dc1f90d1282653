import { COLORS } from "../backend/plan-blue-green";
import { type ChosenFrontDoor, chooseFrontDoor } from "../front-door/kinds";
import { PRIVATE_ZONE } from "../internal-host/settings";
import { SESSION_SERVICES } from "../jumpbox/check";
import { type ExistingEgress, reachesInternet } from "../network/egress";
import type { AddedRoute, NetworkUse } from "../network/existing/check-use";
import type { Tier, WantedOfVpc, WantedZone } from "../network/existing/facts";
import type { VpcCidr } from "../settings/cidr";
import { settingPath } from "../settings/validate-shape";
import type { ParsedConfig } from "./parse-config";

type Sections = Pick<ParsedConfig, "entry" | "backend" | "jumpbox" | "internalHosts">;

/** Returns the requirements of all sections on an existing VPC. */
export function networkUses(sections: Sections, egress: ExistingEgress): NetworkUse[] {
  const { entry, jumpbox } = sections;
  const chosen = chooseFrontDoor(entry);
  const needs = chosen?.kind.network?.(chosen.entry, egress);
  const { tier = "public", interfaceEndpoints = [], gatewayEndpoints = [] } = needs ?? {};
  const frontDoor = chosen && {
    path: "entry.kind",
    given: chosen.entry.kind,
    tier,
    interfaceEndpoints,
    gatewayEndpoints,
    routes: [...pairRoutes(chosen), ...peeringRoutes(chosen, sections, tier)],
  };
  const session = jumpbox?.kind === "ssm" && {
    path: "jumpbox.kind",
    given: jumpbox.kind,
    tier: "private" as const,
    interfaceEndpoints: reachesInternet(egress) ? [] : SESSION_SERVICES,
    gatewayEndpoints: [],
    routes: [],
  };
  return [...(frontDoor ? [frontDoor] : []), ...(session ? [session] : [])];
}

/**
 * Returns the endpoints and private zones to look up. Only private subnets without a default route need endpoints.
 */
export function wantedOfVpc(sections: Sections): WantedOfVpc {
  const uses = networkUses(sections, { kind: "existing", reachesInternet: false, addresses: [] });
  const all = (key: "interfaceEndpoints" | "gatewayEndpoints") => [
    ...new Set(uses.flatMap((use) => use[key])),
  ];
  return {
    interfaceEndpoints: all("interfaceEndpoints"),
    gatewayEndpoints: all("gatewayEndpoints"),
    zones: privateZones(sections),
  };
}

/** Returns the CIDRs of the colours' own VPCs. */
export function colorBlocks({ backend }: Sections): VpcCidr[] {
  if (!backend || backend.existing || backend.layout === "sharedVpc") return [];
  return COLORS.flatMap((color) => {
    const cidr = backend[color]?.cidr;
    return cidr === undefined ? [] : [{ path: `backend.${color}.cidr`, cidr }];
  });
}

/** Returns the private zones that the stack creates in the VPC. */
function privateZones({ entry, backend, internalHosts = {} }: Sections): WantedZone[] {
  const chosen = chooseFrontDoor(entry);
  const access = backend && chosen?.kind.backend(chosen.entry, backend);
  const isNamed = access?.switch === "name" && backend?.reach === "private";
  const hosts = Object.entries(internalHosts).flatMap(([host, { record, zone }]) =>
    record === "private"
      ? [{ path: settingPath("internalHosts", host), name: zone ?? PRIVATE_ZONE }]
      : [],
  );
  const own = hosts.filter(
    ({ name }, index) => hosts.findIndex((one) => one.name === name) === index,
  );
  return [...(isNamed ? [{ path: "backend.zone", name: backend.zone }] : []), ...own];
}

const pairRoutes = ({ kind, entry }: ChosenFrontDoor): AddedRoute[] =>
  (kind.routes?.(entry) ?? []).map(({ routeTables: named, ...route }) => ({
    ...route,
    tables: "all",
    named,
  }));

/** Returns routes to the colours' own VPCs, if the front door reaches them by private addresses. */
function peeringRoutes(
  { kind, entry }: ChosenFrontDoor,
  sections: Sections,
  tier: Tier,
): AddedRoute[] {
  const { backend } = sections;
  const access = backend && kind.backend(entry, backend);
  const isPeered =
    access?.switch === "name" ? backend?.reach === "private" : (access?.switch.peered ?? true);
  if (!access || !isPeered) return [];
  return colorBlocks(sections).map(({ path, cidr }) => ({
    path,
    given: cidr,
    destination: cidr,
    tables: tier,
    named: [],
  }));
}
