import type * as pulumi from "@pulumi/pulumi";
import { Command } from "@pulumi/command/local";
import { regionOf } from "../network/plan-subnets";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";

/** The node that an update waits for. */
interface WaitedNode {
  /** Value of its tag `holdfast-node`. */
  readonly node: string;
  readonly zone: string;
  readonly letter: string;
}

/**
 * Creates `<name>-<letter>-ready`: a command that fails the update unless a node of a pair reports within ten minutes
 * of its boot that it can claim the address. It runs when the node's instance is replaced, on the machine of the
 * Pulumi engine, and needs cloudwatch:GetMetricStatistics.
 */
export function createReadyGate(
  parent: pulumi.Resource,
  name: string,
  pair: string,
  { node, letter, zone }: WaitedNode,
  instanceId: pulumi.Output<string>,
): Command {
  return new Command(
    `${name}-${letter}-ready`,
    {
      create: scriptCommand("image/roll/ready.mjs"),
      environment: {
        ...scriptEnvironment(regionOf(zone), parent),
        READY_NODE: node,
        READY_PAIR: pair,
        READY_INSTANCE: instanceId,
      },
    },
    { parent },
  );
}
