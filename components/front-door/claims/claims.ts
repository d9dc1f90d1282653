import * as pulumi from "@pulumi/pulumi";
import type { Group } from "@pulumi/aws/autoscaling/group";
import { Command } from "@pulumi/command/local";
import type { AddressClaim } from "../../addresses/plan-addresses";
import { type HolderKind, claimedZones, zoneOfKey } from "../../addresses/plan-moves";
import type { Network } from "../../network/network";
import { inEveryUpdate, scriptCommand, scriptEnvironment } from "../../scripts/script-command";
import type { FrontDoorMove } from "../reachable";

/** A node, or nodes that share addresses, that claim addresses from another front door. */
interface Claimant {
  /** As the tag `holdfast:claimant` names it: the tag `holdfast-node` of its instances, or the holder of a pair. */
  readonly node: string;
  /** As the inventory names it: the tag `holdfast:holder` of the addresses. */
  readonly holder: string;
  /** The auto scaling group that launches its instances; a pair has `instances`. */
  readonly group?: Group | undefined;
  readonly instances?: readonly pulumi.Output<string>[] | undefined;
  /** By address key. */
  readonly allocationIds: Readonly<Record<string, pulumi.Input<string>>>;
}

interface ClaimsArgs {
  readonly parent: pulumi.Resource;
  readonly region: string;
  readonly vpc: Network;
  readonly claimants: readonly Claimant[];
  /** Keys of the addresses that another front door has. */
  readonly keys: readonly string[];
  /** What has them. @default "nodes" */
  readonly yieldedBy?: HolderKind | undefined;
  /** What must exist before the first claim. */
  readonly after: readonly pulumi.Resource[];
  /** Creates what follows the last claim, if there is one. */
  readonly then: (last: Command | undefined) => void;
}

/** The claims of one command. */
interface ClaimStep {
  /** Ends the command's name. */
  readonly suffix: string;
  readonly keys: readonly string[];
}

/**
 * Plans the commands of a move: one for each zone. An NLB's name is the public name before the move, and a name without
 * an address that serves is an outage. So a move from an NLB begins with nodes whose addresses the NLB does not have, if
 * there are any.
 */
export function planClaims(
  all: readonly string[],
  keys: readonly string[],
  yieldedBy: HolderKind = "nodes",
): ClaimStep[] {
  const zones = claimedZones(keys, yieldedBy).map((letter) => ({
    suffix: letter,
    keys: keys.filter((key) => zoneOfKey(key) === letter),
  }));
  const others = all.filter((key) => !keys.includes(key));
  const isFirst = yieldedBy === "loadBalancer" && zones.length > 0 && others.length > 0;
  return isFirst ? [{ suffix: "others", keys: others }, ...zones] : zones;
}

/**
 * Creates `<name>-claim-<letter>` for each availability zone that the keys name: a command that lets nodes claim the
 * addresses of the zone from another front door, and waits until they have them. A node claims only when its HAProxy
 * reaches the backend. A zone begins after the one before it has succeeded; what the update deletes, the engine deletes
 * after the last one. It runs where the engine runs, and needs what `front-door/claims/claim.mjs` lists.
 *
 * From a load balancer, the first command is `<name>-claim-others` if nodes have addresses that the load balancer has
 * not, and the public name follows after the first command: the result moves the rest.
 */
export function createClaims(name: string, args: ClaimsArgs): FrontDoorMove | undefined {
  const { claimants, keys, yieldedBy, after, then } = args;
  const all = claimants.flatMap(({ allocationIds }) => Object.keys(allocationIds));
  const steps = planClaims(all, keys, yieldedBy);
  const create = (some: readonly ClaimStep[], begun: readonly pulumi.Resource[]) => {
    let last: Command | undefined;
    for (const step of some) last = createClaim(name, args, step, last ? [last] : begun);
    return last;
  };
  if (yieldedBy !== "loadBalancer" || steps.length === 0) {
    then(create(steps, after));
    return undefined;
  }
  const first = create(steps.slice(0, 1), after)!;
  return {
    begun: [first],
    moveRest: (named) => then(create(steps.slice(1), [first, ...named]) ?? first),
  };
}

function createClaim(
  name: string,
  { parent, region, vpc, claimants }: ClaimsArgs,
  { suffix, keys }: ClaimStep,
  after: readonly pulumi.Resource[],
): Command {
  const claims = claimants.flatMap(({ node, holder, group, instances, allocationIds }) =>
    Object.entries(allocationIds)
      .filter(([key]) => keys.includes(key))
      .map(([key, allocation]) => {
        const which = group ? { group: group.name } : { instances };
        return { key, allocation, node, holder, ...which };
      }),
  );
  const zones = Object.keys(vpc.publicSubnets).sort();
  return new Command(
    `${name}-claim-${suffix}`,
    {
      create: scriptCommand("front-door/claims/claim.mjs"),
      triggers: inEveryUpdate(),
      environment: {
        ...scriptEnvironment(region, parent),
        CLAIMS: pulumi.jsonStringify(claims),
        CLAIM_SUBNETS: pulumi.jsonStringify(zones.map((zone) => vpc.publicSubnets[zone]!.id)),
      },
    },
    { parent, dependsOn: [...after] },
  );
}

/** What has the addresses; a load balancer also where an update that was stopped has moved some to it. */
export const claimedFrom = (claims: readonly AddressClaim[]): HolderKind | undefined =>
  claims.find(({ yieldedBy }) => yieldedBy === "loadBalancer")?.yieldedBy;

/**
 * Options of what describes the new front door to others, such as health checks: it changes after the last claim, and
 * before the rest of a move that the public name follows.
 */
export const afterClaims = (
  frontDoor: pulumi.ComponentResource & { readonly move?: FrontDoorMove | undefined },
  claims: readonly AddressClaim[],
): pulumi.ComponentResourceOptions =>
  claims.length > 0 ? { dependsOn: frontDoor.move ? [...frontDoor.move.begun] : frontDoor } : {};
