import * as pulumi from "@pulumi/pulumi";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";
import { checkArgs } from "../settings/check-args";
import { validateNodeRolls } from "./check-args";
import type { NodeRollsArgs } from "./args";

/**
 * Brings the newest version of their launch templates to proxy nodes, one node after the other, by an
 * instance refresh of each.
 *
 * Guarantees
 * - A node is touched only after the node before it serves with the new version: its new instance has the
 *   Elastic IP, at least half of Route 53's checkers find it healthy for 30 seconds, and its old
 *   instance is gone.
 * - The old instance stays for four minutes at least after the new one was launched. When the new one
 *   does not serve within three, the refresh is rolled back and the update fails with the reason.
 * - An address moves once in a roll, and once more when that is rolled back.
 * - An update that was killed is taken up where it was by the next one.
 *
 * A roll takes about five minutes for each node; nothing is rolled when nodes are created.
 *
 * Creates `<name>-<node>` (command) for each node.
 *
 * @example
 * ```ts
 * // The tier has `replacedBy: "roll"`.
 * new NodeRolls("roll", { region: "eu-west-1", nodes: tier.nodes, healthCheckIds: checks.ids });
 * ```
 */
export class NodeRolls extends pulumi.ComponentResource {
  constructor(name: string, args: NodeRollsArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("NodeRolls", name, validateNodeRolls(args));
    super("holdfast:image:NodeRolls", name, {}, opts);
    let before: Command | undefined;
    for (const node of Object.keys(args.nodes).sort()) {
      const { group, template, addressKey, allocationId } = args.nodes[node]!;
      before = new Command(
        `${name}-${node}`,
        {
          create: scriptCommand("image/roll/roll.mjs"),
          environment: {
            ...scriptEnvironment(args.region, this),
            ROLL_NODE: node,
            ROLL_GROUP: group.name,
            ROLL_TEMPLATE: template.id,
            ROLL_VERSION: template.latestVersion.apply((version) => `${version}`),
            ROLL_ALLOCATION: allocationId,
            ROLL_HEALTH_CHECK: args.healthCheckIds[addressKey]!,
          },
        },
        { parent: this, dependsOn: before ? [before] : [] },
      );
    }
    this.registerOutputs({});
  }
}
