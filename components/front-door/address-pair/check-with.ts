import { validateAlbPorts } from "../../backend/check";
import { endpointsOf } from "../../backend/existing/targets";
import { COLORS } from "../../backend/plan-blue-green";
import { LIVE, destinationsOf, isRouting, pairsOf } from "./address-pairs-args";
import type { Problem } from "../../settings/problem";
import type { CheckedNetwork, ExistingVpc } from "../../network/settings";
import type { OtherSections } from "../kind";
import type { AddressPairSettings, PairSection } from "./settings";
import type { BackendSection } from "../../backend/settings";
import { isInside, placesOf } from "./check";
import { pairProblem } from "./problems";

/** All route tables are in one tag of an instance, which is limited to 256 characters. */
const MOST_ROUTE_TABLES = 11;

/** Finds combinations with other sections that are not possible. */
export function checkAddressPairWith(
  entry: AddressPairSettings,
  { network, backend, dns }: OtherSections,
): Problem[] {
  if (network === undefined) return [];
  return [
    ...placesOf(entry).flatMap(([path, pair]) => [
      ...validateOutside(pair, path, entry, network, backend),
      ...validateLive(pair, path, backend),
    ]),
    ...validateBackendUse(entry, backend),
    ...validateSurroundings(entry, network),
    ...(dns ? validatePublicName(entry) : []),
  ];
}

function validateOutside(
  { virtualAddress }: PairSection,
  path: string,
  { clients }: AddressPairSettings,
  { cidr, existing }: CheckedNetwork,
  backend: BackendSection | undefined,
): Problem[] {
  if (virtualAddress === undefined) return [];
  const blocks = [
    { path: existing ? "network.existing" : "network.cidr", cidr },
    ...COLORS.map((color) => ({ path: `backend.${color}.cidr`, cidr: backend?.[color]?.cidr })),
    ...clients.map((client, index) => ({ path: `entry.clients[${index}]`, cidr: client })),
  ];
  return blocks.flatMap((block) => {
    if (block.cidr === undefined || !isInside(virtualAddress, block.cidr)) return [];
    const at = { path: `${path}.virtualAddress`, given: virtualAddress };
    const data = { owner: block.path, block: block.cidr };
    return [pairProblem("virtual-address-in-block", at, data)];
  });
}

function validateLive(
  pair: PairSection,
  path: string,
  backend: BackendSection | undefined,
): Problem[] {
  const routing = isRouting(pair);
  const named = `${path}.${destinationsOf({ ...pair, rules: [] }).has(LIVE) ? "default" : "rules"}`;
  if (routing && !destinationsOf(pair).has(LIVE)) return [];
  if (backend === undefined) {
    return [
      routing
        ? pairProblem("live-without-backend", { path: named }, { live: LIVE })
        : pairProblem("pair-without-backends", { path }),
    ];
  }
  if (!routing || endpointsOf(backend)[0]?.port !== 443) return [];
  return [pairProblem("live-https", { path: named }, { live: LIVE })];
}

function validateBackendUse(
  entry: AddressPairSettings,
  backend: BackendSection | undefined,
): Problem[] {
  if (backend === undefined) return [];
  const pairs = Object.values(pairsOf(entry));
  const isUsed = pairs.some((pair) => !isRouting(pair) || destinationsOf(pair).has(LIVE));
  if (!isUsed) return [pairProblem("backend-unused", { path: "backend" }, { live: LIVE })];
  const { reach } = backend;
  return [
    ...(pairs.every(isRouting) ? [] : validateAlbPorts(backend)),
    ...(reach === "private"
      ? []
      : [pairProblem("pair-backend-public", { path: "backend.reach", given: reach })]),
  ];
}

function validateSurroundings(
  { failover, routeTables, configSource }: AddressPairSettings,
  network: CheckedNetwork,
): Problem[] {
  const { egress } = network;
  const own = countRouteTables(network);
  // A route table of an existing VPC may be named too.
  const others = routeTables.filter((id) => !network.existing || !isOwn(network.existing, id));
  const most = MOST_ROUTE_TABLES - own;
  const problems: Problem[] = [];
  if (others.length > most) {
    const at = { path: "entry.routeTables", given: routeTables };
    const data = { count: others.length, own, most };
    problems.push(pairProblem("too-many-route-tables", at, data));
  }
  const needs = configSource === "s3" ? "configuration and software" : "software";
  if (
    failover === "route" &&
    egress.kind === "privatelink" &&
    !egress.gatewayEndpoints.includes("s3")
  ) {
    const at = { path: "network.egress.gatewayEndpoints", given: egress.gatewayEndpoints };
    problems.push(pairProblem("s3-endpoint-missing", at, { needs }));
  }
  return problems;
}

const isOwn = ({ publicRouteTables, privateRouteTables }: ExistingVpc, id: string): boolean =>
  id in publicRouteTables || id in privateRouteTables;

/** The stack creates one for all public subnets and one for each private subnet. */
function countRouteTables({ existing, availabilityZones }: CheckedNetwork): number {
  if (existing) {
    const { publicRouteTables, privateRouteTables } = existing;
    return Object.keys({ ...publicRouteTables, ...privateRouteTables }).length;
  }
  const zones =
    typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
  return zones + 1;
}

function validatePublicName(entry: AddressPairSettings): Problem[] {
  const several = Object.keys(pairsOf(entry)).length > 1;
  if (entry.failover === "eip" && !several) return [];
  const code = several ? "dns-of-several-pairs" : "dns-of-private-pair";
  return [pairProblem(code, { path: "dns" })];
}
