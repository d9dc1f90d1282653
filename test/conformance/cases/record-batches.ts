import type { Change, ResourceRecordSet } from "@aws-sdk/client-route-53";
import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";
import { NAME, NO_ZONE, ZONE, changing, unchecked } from "./records";

/** A record among others of its name. */
const oneOf = (
  SetIdentifier: string,
  Value: string,
  policy: Partial<ResourceRecordSet>,
): ResourceRecordSet => ({
  Name: NAME,
  Type: "A",
  TTL: 60,
  SetIdentifier,
  ResourceRecords: [{ Value }],
  ...policy,
});

const multivalue = (id: string, value: string) => oneOf(id, value, { MultiValueAnswer: true });
const weighted = (id: string, value: string) => oneOf(id, value, { Weight: 1 });
const TWO = [multivalue("a", "192.0.2.1"), multivalue("b", "192.0.2.2")];
const BOTH = `[${NAME} A 60 192.0.2.1,${NAME} A 60 192.0.2.2]`;
const made = (one: ResourceRecordSet): Change => ({ Action: "CREATE", ResourceRecordSet: one });
const gone = (one: ResourceRecordSet): Change => ({ Action: "DELETE", ResourceRecordSet: one });

/** A zone with two multivalue records of one name. */
async function zoneWithTwo(world: World): Promise<string> {
  const zone = await world.makers.zone(ZONE);
  await world.route53.changeResourceRecordSets({
    HostedZoneId: zone,
    ChangeBatch: { Changes: TWO.map(made) },
  });
  return zone;
}

const change = casesOf("route53:ChangeResourceRecordSets");
const list = casesOf("route53:ListResourceRecordSets");
const BATCHES: readonly Case[] = [
  change(
    "all records of a name get another routing policy in one batch, deletions first",
    async (world) =>
      changing(
        world,
        await zoneWithTwo(world),
        ...TWO.map(gone),
        made(weighted("a", "192.0.2.1")),
        made(weighted("b", "192.0.2.2")),
      ),
    ["done", BOTH],
  ),
  change(
    "a record of another routing policy beside those of its name",
    async (world) => changing(world, await zoneWithTwo(world), made(weighted("c", "192.0.2.3"))),
    ["InvalidChangeBatch", BOTH],
    unchecked(
      `[${NAME} A 60 192.0.2.1,${NAME} A 60 192.0.2.2,${NAME} A 60 192.0.2.3]`,
      "DeveloperGuide/routing-policy",
    ),
  ),
  change(
    "a deletion of a record that does not exist",
    async (world) => changing(world, await zoneWithTwo(world), gone(multivalue("c", "192.0.2.3"))),
    ["InvalidChangeBatch", BOTH],
    {
      answer: "InvalidInput",
      why: "Route 53 refuses the batch, not the request",
      source:
        "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html",
    },
  ),
  change(
    "a creation of a record that exists",
    async (world) => changing(world, await zoneWithTwo(world), made(TWO[0]!)),
    ["InvalidChangeBatch", BOTH],
  ),
];

const listing = (world: World, HostedZoneId: string): Step => ({
  call: async () => {
    const { ResourceRecordSets = [] } = await world.route53.listResourceRecordSets({
      HostedZoneId,
      StartRecordName: NAME,
      StartRecordType: "A",
    });
    return ResourceRecordSets.map(({ SetIdentifier, MultiValueAnswer, ResourceRecords = [] }) =>
      [SetIdentifier, MultiValueAnswer, ...ResourceRecords.map(({ Value }) => Value)].join(" "),
    );
  },
});

const LISTS: readonly Case[] = [
  list(
    "two multivalue records of the name",
    async (world) => listing(world, await zoneWithTwo(world)),
    "[a true 192.0.2.1,b true 192.0.2.2]",
  ),
  list(
    "no zone has the id",
    (world) => Promise.resolve(listing(world, NO_ZONE)),
    "NoSuchHostedZone",
  ),
];

export const RECORD_BATCH_CASES: readonly Case[] = [...BATCHES, ...LISTS];
