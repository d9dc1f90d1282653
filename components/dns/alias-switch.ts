import * as pulumi from "@pulumi/pulumi";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { Command } from "@pulumi/command/local";
import { scriptCommand, scriptEnvironment } from "../scripts/script-command";

interface AliasSwitchArgs {
  readonly zoneId: pulumi.Input<string>;
  readonly fqdn: pulumi.Input<string>;
  /** The load balancer's name, and the hosted zone of that. */
  readonly target: {
    readonly dnsName: pulumi.Input<string>;
    readonly zoneId: pulumi.Input<string>;
  };
  /** Identifier of the alias; begins those of the records that it replaces. */
  readonly owner: string;
  readonly weight: number;
  /** Of the records that the alias replaces. */
  readonly ttlSeconds: number;
  /** What must have happened before. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Creates `<name>-alias`: a command that replaces the records of a name's addresses by an alias, all in one batch, before
 * the engine creates the alias, which overwrites itself, and deletes the others, which are gone. Then it waits until
 * resolvers have forgotten the addresses. It is run by `node` where the engine runs, in the account of the AWS provider.
 */
export function createAliasSwitch(
  name: string,
  { zoneId, fqdn, target, owner, weight, ttlSeconds, after }: AliasSwitchArgs,
  parent: pulumi.Resource,
): Command {
  return new Command(
    `${name}-alias`,
    {
      create: scriptCommand("dns/routing/alias.mjs"),
      environment: {
        ...scriptEnvironment(getRegionOutput({}, { parent }).region, parent),
        ALIAS_ZONE: zoneId,
        ALIAS_NAME: fqdn,
        ALIAS_TARGET: pulumi.jsonStringify({ ...target, owner, weight }),
        ALIAS_TTL_SECONDS: `${ttlSeconds}`,
      },
    },
    { parent, dependsOn: [...after] },
  );
}
