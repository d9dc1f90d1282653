import { COLORS } from "../../backend/plan-blue-green";
import { LIVE, destinationsOf, isRouting, pairsOf } from "./describe-pairs";
import type { Problem } from "../../settings/problem";
import type { NetworkSettings } from "../../network/settings";
import type { OtherSections } from "../kind";
import type { AddressPairSettings, PairSection } from "./settings";
import type { BackendSection } from "../../backend/settings";
import { isInside, placesOf } from "./check";

/** A tag of an instance names them all, and has 256 characters. */
const MOST_ROUTE_TABLES = 11;

/** Finds what does not go with the other sections, each of which is right in itself. */
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
  { cidr }: NetworkSettings,
  backend: BackendSection | undefined,
): Problem[] {
  if (virtualAddress === undefined) return [];
  const blocks = [
    { path: "network.cidr", cidr },
    ...COLORS.map((color) => ({ path: `backend.${color}.cidr`, cidr: backend?.[color]?.cidr })),
    ...clients.map((client, index) => ({ path: `entry.clients[${index}]`, cidr: client })),
  ];
  return blocks.flatMap((block) => {
    if (block.cidr === undefined || !isInside(virtualAddress, block.cidr)) return [];
    return [
      {
        path: `${path}.virtualAddress`,
        given: virtualAddress,
        problem: `lies in ${block.path} (${block.cidr}), where routes to single addresses cannot lead`,
        remedy: "choose an address outside, such as 172.31.255.10",
      },
    ];
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
    const problem = routing
      ? `names ${LIVE}, the backend section's, and there is no such section`
      : "leads nowhere: it has no backends, and there is no backend section";
    const remedy = "add backends to it, or describe holdfast:backend";
    return [{ path: routing ? named : path, problem, remedy }];
  }
  const port = COLORS.map((color) => backend[color]?.port).find(Boolean);
  if (!routing || port !== 443) return [];
  return [
    {
      path: named,
      problem: `names ${LIVE}, whose port 443 is for HTTPS, and rules send plain HTTP`,
      remedy: "give the colours port: 80, or take rules out, so that TLS passes through",
    },
  ];
}

function validateBackendUse(
  entry: AddressPairSettings,
  backend: BackendSection | undefined,
): Problem[] {
  if (backend === undefined) return [];
  const isUsed = Object.values(pairsOf(entry)).some(
    (pair) => !isRouting(pair) || destinationsOf(pair).has(LIVE),
  );
  if (!isUsed) {
    const problem = "is used by no pair";
    const remedy = `name ${LIVE} in a rule or as default, or take the backend out`;
    return [{ path: "backend", problem, remedy }];
  }
  if (backend.reach === "private") return [];
  return [
    {
      path: "backend.reach",
      given: backend.reach,
      problem: "needs a public address at every node, which nodes of a pair do not have",
      remedy: "write reach: private",
    },
  ];
}

function validateSurroundings(
  { failover, routeTables, configSource }: AddressPairSettings,
  { egress, availabilityZones }: NetworkSettings,
): Problem[] {
  const zones =
    typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
  const most = MOST_ROUTE_TABLES - zones - 1;
  const problems: Problem[] = [];
  if (routeTables.length > most) {
    problems.push({
      path: "entry.routeTables",
      given: routeTables,
      problem: `has ${routeTables.length} route tables; with the ${zones + 1} of the stack, ${most} are possible`,
      remedy: "name fewer, or use fewer subnets' own tables",
    });
  }
  const needs = configSource === "s3" ? "configuration and software" : "software";
  if (
    failover === "route" &&
    egress.kind === "privatelink" &&
    !egress.gatewayEndpoints.includes("s3")
  ) {
    problems.push({
      path: "network.egress.gatewayEndpoints",
      given: egress.gatewayEndpoints,
      problem: `lacks s3, from which the nodes get their ${needs}`,
      remedy: "add s3, which costs nothing",
    });
  }
  return problems;
}

function validatePublicName(entry: AddressPairSettings): Problem[] {
  const several = Object.keys(pairsOf(entry)).length > 1;
  if (entry.failover === "eip" && !several) return [];
  return [
    {
      path: "dns",
      problem: several
        ? "names one front door, but there are several pairs"
        : "is about public names, but the address is inside the VPC",
      remedy: "take dns out, and give the addresses names of your own",
    },
  ];
}
