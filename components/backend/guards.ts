import * as pulumi from "@pulumi/pulumi";
import { Command } from "@pulumi/command/local";
import type { Network } from "../network/network";
import { regionOf } from "../network/plan-subnets";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";
import type { Tags } from "../tags";

interface GateArgs {
  /** Target groups of the colours that get clients, by display name for messages. */
  readonly targetGroupArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** Lambda function to run first, because it registers the targets. @default - none */
  readonly functionName?: pulumi.Input<string> | undefined;
  readonly region: pulumi.Input<string>;
  /** Time limit for the colours to become healthy. */
  readonly timeoutSeconds: number;
  /** Values that run it again when they change. @default - none */
  readonly triggers?: string[] | undefined;
}

/**
 * A command that fails the update unless the colours that get clients are healthy: at least half of their targets
 * must be. It waits for targets that are starting, and for the function that registers them.
 *
 * It runs on creation, on a change of the colours or of their target groups, and by `triggers`, but never in a preview.
 * `node` runs it on the machine of the Pulumi engine, in the account of the AWS provider.
 */
export function createGate(
  name: string,
  { targetGroupArns, functionName, region, timeoutSeconds, triggers }: GateArgs,
  options: pulumi.CustomResourceOptions,
): Command {
  return new Command(
    name,
    {
      create: scriptCommand("backend/gate/gate.mjs"),
      ...(triggers && { triggers }),
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
  /** How long clients may keep their connections. */
  readonly seconds: number;
  /** VPC of the front door. */
  readonly vpc: Pick<Network, "privateSubnets">;
  /** With the tag `holdfast:stack`, it does not wait while all addresses of the stack's front door are free. */
  readonly tags?: Tags | undefined;
}

/**
 * A command that only waits, and only on deletion. Its dependencies are deleted after it, and its dependents before
 * it: first the record changes, then the command waits, then the colour is deleted.
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
