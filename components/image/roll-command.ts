import * as pulumi from "@pulumi/pulumi";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";
import type { RolledNode } from "./args";

/** A node to roll. */
interface Rolled extends Pick<RolledNode, "group" | "template" | "hook"> {
  /** Its address, or those that the instances of its group share. */
  readonly allocationIds: readonly pulumi.Input<string>[];
  /** Health check for the new instance of a node with its own address. */
  readonly healthCheckId?: pulumi.Input<string>;
}

interface RollArgs {
  readonly parent: pulumi.Resource;
  readonly region: string;
  /** Nodes by name, rolled at the same time. */
  readonly nodes: Readonly<Record<string, Rolled>>;
  /** Resource that must have succeeded before, such as another roll. */
  readonly after: pulumi.Resource | undefined;
}

/**
 * Creates `name`: a command that updates nodes to the version of their launch templates, and fails the update unless
 * all of them serve with it. It runs on the machine of the Pulumi engine, with the permissions in
 * `image/roll/roll.mjs`.
 */
export function createRoll(name: string, { parent, region, nodes, after }: RollArgs): Command {
  const entries = Object.entries(nodes).sort(([one], [other]) => (one < other ? -1 : 1));
  const rolled = entries.map(([node, { group, template, allocationIds, healthCheckId }]) => ({
    node,
    group: group.name,
    template: template.id,
    version: template.latestVersion.apply((version) => `${version}`),
    allocations: pulumi.all([...allocationIds]),
    ...(healthCheckId !== undefined && { healthCheck: healthCheckId }),
  }));
  return new Command(
    name,
    {
      create: scriptCommand("image/roll/roll.mjs"),
      environment: {
        ...scriptEnvironment(region, parent),
        ROLL_NODES: pulumi.jsonStringify(rolled),
      },
    },
    // Without the hook, Auto Scaling would not keep the old instance of a node.
    { parent, dependsOn: [...entries.map(([, { hook }]) => hook), ...(after ? [after] : [])] },
  );
}
