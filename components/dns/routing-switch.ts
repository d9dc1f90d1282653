import * as pulumi from "@pulumi/pulumi";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";
import type { Routing } from "./args";

/** Identifier of the record that leads a name to its traffic policy. */
export const POLICY_ALIAS = "traffic-policy";

interface RoutingSwitchArgs {
  readonly zoneId: pulumi.Input<string>;
  readonly fqdn: pulumi.Input<string>;
  readonly routing: Routing;
}

/**
 * Creates `<name>-routing`: a command that gives the records of a name another routing policy, all in one batch, before
 * the engine changes each of them. It runs when the policy is another one, and does nothing when it is created. It is
 * run by `node` where the engine runs, in the account of the AWS provider.
 */
export function createRoutingSwitch(
  name: string,
  { zoneId, fqdn, routing }: RoutingSwitchArgs,
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
        ROUTING_KIND: routing === "multivalue" ? "multivalue" : "weighted",
        ROUTING_ALIAS: POLICY_ALIAS,
      },
    },
    { parent },
  );
}
