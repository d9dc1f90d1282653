import * as pulumi from "@pulumi/pulumi";
import type { Group } from "@pulumi/aws/autoscaling/group";
import { Command } from "@pulumi/command/local";
import type { AddressClaim } from "../../addresses/plan-addresses";
import { zoneOfKey } from "../../addresses/plan-moves";
import { scriptCommand, scriptEnvironment } from "../../scripts/script-command";

/** A node, or a group of nodes that share addresses, that claims addresses from another front door. */
interface Claimant {
  /** As the tag `holdfast-node` of its instances names it. */
  readonly node: string;
  /** As the inventory names it: the tag `holdfast:holder` of the addresses. */
  readonly holder: string;
  readonly group: Group;
  /** By address key. */
  readonly allocationIds: Readonly<Record<string, pulumi.Input<string>>>;
}

interface ClaimsArgs {
  readonly parent: pulumi.Resource;
  readonly region: string;
  readonly claimants: readonly Claimant[];
  /** Keys of the addresses that another front door has. */
  readonly keys: readonly string[];
  /** What must exist before the first claim. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Creates `<name>-claim-<letter>` for each availability zone that the keys name: a command that lets nodes claim the
 * addresses of the zone from those of another front door, and waits until they have them. A node claims only when its
 * HAProxy answers. A zone begins after the one before it has succeeded; what the update deletes, the engine deletes
 * after the last one. It runs where the engine runs, and needs what `front-door/claims/claim.mjs` lists.
 *
 * @returns the last command; undefined without keys
 */
export function createClaims(
  name: string,
  { parent, region, claimants, keys, after }: ClaimsArgs,
): Command | undefined {
  let last: Command | undefined;
  for (const letter of [...new Set(keys.map(zoneOfKey))].sort()) {
    const inZone = (key: string) => keys.includes(key) && zoneOfKey(key) === letter;
    const claims = claimants.flatMap(({ node, holder, group, allocationIds }) =>
      Object.entries(allocationIds)
        .filter(([key]) => inZone(key))
        .map(([key, allocation]) => ({ key, allocation, node, holder, group: group.name })),
    );
    last = new Command(
      `${name}-claim-${letter}`,
      {
        create: scriptCommand("front-door/claims/claim.mjs"),
        environment: {
          ...scriptEnvironment(region, parent),
          CLAIMS: pulumi.jsonStringify(claims),
        },
      },
      { parent, dependsOn: last ? [last] : [...after] },
    );
  }
  return last;
}

/** Options of what describes the new front door to others, such as health checks: it changes after the last claim. */
export const afterClaims = (
  frontDoor: pulumi.ComponentResource,
  claims: readonly AddressClaim[],
): pulumi.ComponentResourceOptions => (claims.length > 0 ? { dependsOn: frontDoor } : {});
