import { COLORS } from "../backend/plan-blue-green";
import { type ChosenFrontDoor, chooseFrontDoor } from "../front-door/kinds";
import { SESSION_SERVICES } from "../jumpbox/check";
import { type ExistingEgress, reachesInternet } from "../network/egress";
import type { AddedRoute, NetworkUse } from "../network/existing/check-use";
import type { Tier, WantedEndpoints } from "../network/existing/facts";
import type { VpcCidr } from "../settings/cidr";
import type { ParsedConfig } from "./parse-config";

type Sections = Pick<ParsedConfig, "entry" | "backend" | "jumpbox">;

/** What the sections need of a VPC that exists. */
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

/** The endpoints to ask AWS about: those that the sections need where private subnets have no default route. */
export function wantedEndpoints(sections: Sections): WantedEndpoints {
  const uses = networkUses(sections, { kind: "existing", reachesInternet: false, addresses: [] });
  const all = (key: keyof WantedEndpoints) => [...new Set(uses.flatMap((use) => use[key]))];
  return {
    interfaceEndpoints: all("interfaceEndpoints"),
    gatewayEndpoints: all("gatewayEndpoints"),
  };
}

/** The blocks of the colors' own VPCs. */
export function colorBlocks({ backend }: Sections): VpcCidr[] {
  if (!backend || backend.existing || backend.layout === "sharedVpc") return [];
  return COLORS.flatMap((color) => {
    const cidr = backend[color]?.cidr;
    return cidr === undefined ? [] : [{ path: `backend.${color}.cidr`, cidr }];
  });
}

const pairRoutes = ({ kind, entry }: ChosenFrontDoor): AddedRoute[] =>
  (kind.routes?.(entry) ?? []).map(({ routeTables: named, ...route }) => ({
    ...route,
    tables: "all",
    named,
  }));

/** To the colors' own VPCs, where the front door reaches these in private. */
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
