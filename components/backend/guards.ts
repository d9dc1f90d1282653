import * as pulumi from "@pulumi/pulumi";
import { Command } from "@pulumi/command/local";
import type { Network } from "../network/network";
import { regionOf } from "../network/plan-subnets";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";
import type { Tags } from "../tags";

interface GateArgs {
  /** Target groups of the colours that get clients, by the names that messages give them. */
  readonly targetGroupArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** A Lambda function that is run first, because it is what registers targets. @default - none */
  readonly functionName?: pulumi.Input<string> | undefined;
  readonly region: pulumi.Input<string>;
  /** How long the colours may take until they can serve. */
  readonly timeoutSeconds: number;
}

/**
 * A command that fails the update unless the colours that get clients can serve them: at least half
 * of their targets are healthy. It waits for targets that are coming up, and for the function that
 * registers them.
 *
 * It runs when it is created and when there are other colours, or other target groups, to ask about; never in
 * a preview. It is run by `node` where the engine runs, in the account of the AWS provider.
 */
export function createGate(
  name: string,
  { targetGroupArns, functionName, region, timeoutSeconds }: GateArgs,
  options: pulumi.CustomResourceOptions,
): Command {
  return new Command(
    name,
    {
      create: scriptCommand("backend/gate/gate.mjs"),
      environment: {
        ...scriptEnvironment(region, options.parent),
        GATE_TARGET_GROUPS: pulumi.jsonStringify(targetGroupArns),
        ...(functionName === undefined ? {} : { GATE_FUNCTION: functionName }),
        GATE_TIMEOUT_SECONDS: `${timeoutSeconds}`,
      },
    },
    options,
  );
}

interface DrainArgs {
  /** How long clients may take to end their connections. */
  readonly seconds: number;
  /** VPC of the front door. */
  readonly vpc: Pick<Network, "privateSubnets">;
  /** With `holdfast:stack` among them, it does not wait while all addresses of the stack's front door are free. */
  readonly tags?: Tags | undefined;
}

/**
 * A command that does nothing but take its time when it is deleted. What it depends on is deleted
 * after it, and what depends on it before: the record moves, time passes, the colour goes.
 */
export function createDrain(
  name: string,
  { seconds, vpc, tags }: DrainArgs,
  options: pulumi.CustomResourceOptions,
): Command {
  const stack = tags?.["holdfast:stack"];
  return new Command(
    name,
    {
      delete: scriptCommand("backend/drain/drain.mjs"),
      environment: {
        ...scriptEnvironment(regionOf(Object.keys(vpc.privateSubnets)[0]!), options.parent),
        DRAIN_SECONDS: `${seconds}`,
        ...(stack !== undefined && { DRAIN_STACK: stack }),
      },
    },
    options,
  );
}
