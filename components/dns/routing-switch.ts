import * as pulumi from "@pulumi/pulumi";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";
/** Ends the identifier of the record that leads a name to its traffic policy, and begins the policy's own name. */
export const POLICY_ALIAS = "traffic-policy";

interface RoutingSwitchArgs {
  readonly zoneId: pulumi.Input<string>;
  readonly fqdn: pulumi.Input<string>;
  /** Of the records that may change. */
  readonly owner: string;
  /** Whether the records have weights; else they are multivalue. */
  readonly isWeighted: boolean;
}

/**
 * Creates `<name>-routing`: a command that gives the records of a name another routing policy, all in one batch, before
 * the engine changes each of them. It runs when the policy is another one, and does nothing when it is created. It is
 * run by `node` where the engine runs, in the account of the AWS provider.
 */
export function createRoutingSwitch(
  name: string,
  { zoneId, fqdn, owner, isWeighted }: RoutingSwitchArgs,
  parent: pulumi.Resource,
): Command {
  return new Command(
    `${name}-routing`,
    {
      update: scriptCommand("dns/routing/switch.mjs"),
      environment: {
        ...scriptEnvironment(getRegionOutput({}, { parent }).region, parent),
        ROUTING_ZONE: zoneId,
        ROUTING_NAME: fqdn,
        ROUTING_KIND: isWeighted ? "weighted" : "multivalue",
        ROUTING_OWNER: owner,
      },
    },
    { parent },
  );
}
