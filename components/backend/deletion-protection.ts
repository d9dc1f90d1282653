import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";

/**
 * Creates `<name>-unprotect`: a command that turns the deletion protection of a load balancer off before Pulumi deletes
 * the load balancer. The AWS provider does not, and AWS would refuse the deletion.
 *
 * The command depends on the load balancer, so Pulumi deletes the command first: with a colour that is removed, with
 * its front door, and in a destroy. It is run by `node` where the engine runs, in the account of the AWS provider.
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
      // A load balancer that is replaced needs its own command, which is deleted before it.
      triggers: [arn],
    },
    options,
  );
}
