import * as pulumi from "@pulumi/pulumi";
import { Command } from "@pulumi/command/local";
import type { AddressClaim } from "../../addresses/plan-addresses";
import { letterOf } from "../../network/plan-subnets";
import { inEveryUpdate, scriptCommand, scriptEnvironment } from "../../scripts/script-command";
import { nlbAddressKey } from "./nlb-addresses";

/** Addresses that an NLB claims from the nodes of another front door. */
export interface NlbClaims {
  /** As the inventory notes the NLB: the tag `holdfast:holder` of its addresses. */
  readonly holder: string;
  readonly keys: readonly string[];
}

/** The claims of an NLB; undefined if it claims nothing. */
export const nlbClaims = (claims: readonly AddressClaim[]): NlbClaims | undefined =>
  claims[0] && { holder: claims[0].holder, keys: claims.map(({ key }) => key) };

/** In which zones an NLB is created, and which ones a command adds to it. */
interface NlbZones {
  /** Zones with an address that it has or can have at once; at least one. */
  readonly first: readonly string[];
  /** The one of them whose address must be freed before, if there is one. */
  readonly freed: string | undefined;
  /** Zones with a claimed address, in the order of their moves. */
  readonly claimed: readonly string[];
}

/**
 * Plans the zones of an NLB that claims addresses. An NLB has one zone at least, and AWS creates it only with addresses
 * that are free: where all are in use, that of the first zone is freed. Zones can be added in place by the next update.
 */
export function planNlbZones(zones: readonly string[], keys: readonly string[]): NlbZones {
  const claimed = [...zones].sort().filter((zone) => keys.includes(nlbAddressKey(zone)));
  const others = zones.filter((zone) => !claimed.includes(zone));
  const freed = others.length === 0 ? claimed[0] : undefined;
  return { first: freed === undefined ? others : [freed], freed, claimed };
}

/** An address of a zone, by its key in the inventory. */
interface ClaimedAddress {
  readonly key: string;
  readonly allocationId: pulumi.Input<string>;
}

interface FreeArgs {
  readonly parent: pulumi.Resource;
  readonly region: string;
  readonly zone: string;
  readonly address: ClaimedAddress;
  readonly holder: string;
  /** What must exist before. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Creates `<name>-free-<letter>`: a command that takes a zone's address from the node of another front door, so that an
 * NLB can be created with it. The node leaves it alone. It runs where the engine runs, and needs what
 * `front-door/nlb/claims/free.mjs` lists.
 */
export function createFree(
  name: string,
  { parent, region, zone, address, holder, after }: FreeArgs,
): Command {
  const { key, allocationId: allocation } = address;
  return new Command(
    `${name}-free-${letterOf(zone)}`,
    {
      create: scriptCommand("front-door/nlb/claims/free.mjs"),
      triggers: inEveryUpdate(),
      environment: {
        ...scriptEnvironment(region, parent),
        FREE_ADDRESS: pulumi.jsonStringify({ key, allocation, claimant: holder }),
      },
    },
    { parent, dependsOn: [...after] },
  );
}

interface ZoneArgs {
  readonly parent: pulumi.Resource;
  readonly region: string;
  readonly loadBalancerArn: pulumi.Input<string>;
  readonly holder: string;
  /** By zone, in the order of their moves. */
  readonly zones: Readonly<
    Record<string, ClaimedAddress & { readonly subnetId: pulumi.Input<string> }>
  >;
  /** Of the listeners' target groups, by the names that messages give them: healthy before the next zone. */
  readonly targetGroupArns: Readonly<Record<string, pulumi.Input<string>>>;
  readonly after: readonly pulumi.Resource[];
}

/**
 * Creates `<name>-zone-<letter>` for each zone: a command that takes the zone's address from the node of another front
 * door, adds the zone with it to the NLB, and waits until the NLB is active with it and has healthy targets. A zone begins
 * after the one before it has succeeded. It runs where the engine runs, and needs what `front-door/nlb/claims/zone.mjs` lists.
 *
 * @returns the commands
 */
export function createZones(name: string, args: ZoneArgs): Command[] {
  const { parent, region, loadBalancerArn, holder, zones, targetGroupArns, after } = args;
  const commands: Command[] = [];
  for (const [zone, { key, allocationId: allocation, subnetId: subnet }] of Object.entries(zones)) {
    const last = commands.at(-1);
    const command = new Command(
      `${name}-zone-${letterOf(zone)}`,
      {
        create: scriptCommand("front-door/nlb/claims/zone.mjs"),
        triggers: inEveryUpdate(),
        environment: {
          ...scriptEnvironment(region, parent),
          ZONE_BALANCER: loadBalancerArn,
          ZONE_KEY: key,
          ZONE_ALLOCATION: allocation,
          ZONE_SUBNET: subnet,
          ZONE_HOLDER: holder,
          ZONE_TARGET_GROUPS: pulumi.jsonStringify(targetGroupArns),
        },
      },
      { parent, dependsOn: last ? [last] : [...after] },
    );
    commands.push(command);
  }
  return commands;
}
