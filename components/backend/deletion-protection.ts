import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";

/**
 * Creates `<name>-unprotect`: a command that turns off the deletion protection of a load balancer before Pulumi
 * deletes the load balancer. The AWS provider does not, and AWS would refuse the deletion.
 *
 * The command depends on the load balancer, so Pulumi deletes the command first: with a removed colour, with its
 * front door, and in a destroy. `node` runs it on the machine of the Pulumi engine, in the account of the AWS
 * provider.
 */
export function createUnprotect(
  name: string,
  { arn, region }: LoadBalancer,
  options: pulumi.CustomResourceOptions,
): Command {
  return new Command(
    `${name}-unprotect`,
    {
      delete: scriptCommand("backend/unprotect/unprotect.mjs"),
      environment: { ...scriptEnvironment(region, options.parent), UNPROTECT_LOAD_BALANCER: arn },
      // A replaced load balancer needs a new command: the old one is deleted before it.
      triggers: [arn],
    },
    options,
  );
}
