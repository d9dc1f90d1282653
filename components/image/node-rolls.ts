import * as pulumi from "@pulumi/pulumi";
import type { Command } from "@pulumi/command/local";
import { checkArgs } from "../settings/check-args";
import { validateNodeRolls } from "./check-args";
import type { NodeRollsArgs } from "./args";
import { createRoll } from "./roll-command";

/**
 * Updates proxy nodes to the newest version of their launch templates, one node after the other, by an instance
 * refresh of each.
 *
 * Guarantees
 * - A node is replaced only after the previous node serves with the new version: its new instance has the Elastic IP,
 *   at least half of Route 53's checkers report it healthy for 30 seconds, and its old instance is terminated.
 * - The old instance stays until the new one has claimed the address, and for four minutes after that. If the new one
 *   does not serve within three minutes of its launch, the refresh is rolled back and the update fails with the
 *   reason.
 * - An address moves once in a roll, and once more when that is rolled back.
 * - The next update resumes the roll of a killed update.
 *
 * A roll takes about five minutes for each node. New nodes are not rolled; the update only waits until they have
 * their addresses.
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
    let after: Command | undefined;
    for (const node of Object.keys(args.nodes).sort()) {
      const rolled = args.nodes[node]!;
      const healthCheckId = args.healthCheckIds[rolled.addressKey]!;
      after = createRoll(`${name}-${node}`, {
        parent: this,
        region: args.region,
        nodes: { [node]: { ...rolled, allocationIds: [rolled.allocationId], healthCheckId } },
        after,
      });
    }
    this.registerOutputs({});
  }
}
