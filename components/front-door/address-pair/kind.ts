import { accessByName } from "../../backend/blue-green-args";
import { HealthChecks } from "../../dns/health-checks";
import { afterClaims } from "../claims/claims";
import { type FrontDoorArgs, type RouteRequest, frontDoorKind } from "../kind";
import { AddressPairs } from "./address-pairs";
import { checkAddressPair, placesOf } from "./check";
import { checkAddressPairWith } from "./check-with";
import { COMPARED } from "./compared";
import { DRILL } from "./drill";
import { OTHER_RULES } from "./pair-security";
import { addressPairsArgs, pairsOf, publicPorts } from "./address-pairs-args";
import { PairAlarms } from "./pair-alarms";
import { isPair, planPairNeeds, requestPairAddresses } from "./plan-pairs";
import { type AddressPairSettings, addressPairSchema } from "./settings";

/** Pairs of nodes in two zones, each with one address that moves between its nodes. */
export const addressPair = frontDoorKind({
  settings: addressPairSchema,
  check: checkAddressPair,
  checkWith: checkAddressPairWith,
  addresses: (entry) =>
    entry.failover === "eip" ? requestPairAddresses(Object.keys(pairsOf(entry))) : [],
  yields: (holder) => (isPair(holder) ? "pair" : undefined),
  instances: requestPairInstances,
  network: ({ failover }, egress) => planPairNeeds(failover, egress),
  routes: requestPairRoutes,
  backend: (_, backend) => accessByName(backend),
  publicGroups: (entry) =>
    entry.failover === "eip"
      ? Object.values(pairsOf(entry)).map((pair) => ({
          ports: publicPorts(pair),
          otherRules: OTHER_RULES,
        }))
      : [],
  nodes: ({ instanceType, image }) => ({ instanceType, image }),
  // A pair inside the VPC has no public name, and neither have several pairs.
  dns: (entry) =>
    entry.failover === "eip" && Object.keys(pairsOf(entry)).length === 1 ? "addresses" : undefined,
  compared: COMPARED,
  drill: DRILL,
  create: createPairs,
});

/** Requests one instance in each of the stack's first two zones, for every pair. */
function requestPairInstances(entry: AddressPairSettings, zones: readonly string[]) {
  const pairs = Object.keys(pairsOf(entry));
  const { instanceType: type } = entry;
  return [{ path: "entry.instanceType", type, count: 2 * pairs.length, zones: zones.slice(0, 2) }];
}

/** Requests the routes of every pair with failover by route. */
function requestPairRoutes(entry: AddressPairSettings): RouteRequest[] {
  const { routeTables } = entry;
  return placesOf(entry).flatMap(([path, { virtualAddress: given }]) =>
    given === undefined
      ? []
      : [{ path: `${path}.virtualAddress`, given, destination: `${given}/32`, routeTables }],
  );
}

function createPairs(entry: AddressPairSettings, args: FrontDoorArgs) {
  const { region, tags } = args;
  const component = new AddressPairs("entry", addressPairsArgs(entry, args));
  const { addresses, health, pairs, endpoints } = component;
  // Route 53 health checkers reach public addresses only.
  const checkIds =
    entry.failover === "eip"
      ? new HealthChecks(
          "health",
          { addresses, ...health, tags },
          afterClaims(component, args.claims),
        ).ids
      : {};
  const alarms = new PairAlarms("alarms", { region, pairs, healthCheckIds: checkIds, tags });
  return {
    component,
    checkIds,
    alarmTopics: [alarms.topicArn, alarms.healthTopicArn],
    pairs: endpoints,
  };
}
