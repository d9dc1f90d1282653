import * as pulumi from "@pulumi/pulumi";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import { Command } from "@pulumi/command/local";
import { inEveryUpdate, scriptCommand, scriptEnvironment } from "../scripts/script-command";

/** A record set as Route 53's API has it, without name and type. */
type RecordSet = { readonly SetIdentifier: string } & Readonly<Record<string, unknown>>;

interface RecordsSwitchArgs {
  readonly zoneId: pulumi.Input<string>;
  readonly fqdn: pulumi.Input<string>;
  /** Identifier of the alias; begins those of the other records. */
  readonly owner: string;
  /** The alias, or the records of all addresses. */
  readonly records: readonly RecordSet[];
  /** What must have happened before. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Creates `name`: a command that replaces the records of a name's addresses by an alias, or the alias by those, all in one
 * batch, before the engine creates the new records, which overwrite themselves, and deletes the others, which are gone.
 * Then it waits until resolvers have forgotten the others. It is run by `node` where the engine runs, in the account of the
 * AWS provider.
 */
export function createRecordsSwitch(
  name: string,
  { zoneId, fqdn, owner, records, after }: RecordsSwitchArgs,
  parent: pulumi.Resource,
): Command {
  return new Command(
    name,
    {
      create: scriptCommand("dns/routing/replace.mjs"),
      triggers: inEveryUpdate(),
      environment: {
        ...scriptEnvironment(getRegionOutput({}, { parent }).region, parent),
        RECORDS_ZONE: zoneId,
        RECORDS_NAME: fqdn,
        RECORDS_OWNER: owner,
        RECORDS: pulumi.jsonStringify(records),
      },
    },
    { parent, dependsOn: [...after] },
  );
}
