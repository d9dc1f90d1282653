import type { Change } from "@aws-sdk/client-route-53";
import { type Case, type Difference, type Step, casesOf } from "../case";
import type { World } from "../world";

export const ZONE = "conformance.holdfast.dev";
export const NAME = `jumpbox.${ZONE}`;
export const NO_ZONE = "Z0123456789ABCDEFGHI";

const upsert = (Name: string, Type: "A" | "CNAME", ...values: string[]): Change => ({
  Action: "UPSERT",
  ResourceRecordSet: {
    Name,
    Type,
    TTL: 60,
    ResourceRecords: values.map((Value) => ({ Value })),
  },
});

export const changing = (world: World, zone: string, ...Changes: Change[]): Step => ({
  call: async () => {
    await world.route53.changeResourceRecordSets({
      HostedZoneId: zone,
      ChangeBatch: { Changes },
    });
    return "done";
  },
  after: () => world.makers.records(zone),
});

/** What Route 53 checks of a record, and moto does not. */
export const unchecked = (after: string, page: string): Difference => ({
  answer: "done",
  after,
  why: "Route 53 refuses a batch of which one change is invalid",
  source: `https://docs.aws.amazon.com/Route53/latest/${page}.html`,
});
const FORMAT = "DeveloperGuide/ResourceRecordTypes";
const BATCH = "APIReference/API_ChangeResourceRecordSets";

/** A zone with the record of a jumpbox. */
async function zoneWithRecord(world: World, value = "192.0.2.1"): Promise<string> {
  const zone = await world.makers.zone(ZONE);
  await world.makers.record(zone, { name: NAME, type: "A", values: [value] });
  return zone;
}

const change = casesOf("route53:ChangeResourceRecordSets");
const status = casesOf("route53:GetHealthCheckStatus");

const CHANGES: readonly Case[] = [
  change(
    "the record has another value",
    async (world) =>
      changing(world, await zoneWithRecord(world), upsert(NAME, "A", "198.51.100.7")),
    ["done", `[${NAME} A 60 198.51.100.7]`],
  ),
  change(
    "the record has the value already",
    async (world) => changing(world, await zoneWithRecord(world), upsert(NAME, "A", "192.0.2.1")),
    ["done", `[${NAME} A 60 192.0.2.1]`],
  ),
  change(
    "there is no such record",
    async (world) => changing(world, await world.makers.zone(ZONE), upsert(NAME, "A", "192.0.2.1")),
    ["done", `[${NAME} A 60 192.0.2.1]`],
  ),
  change(
    "a name with a full stop at its end",
    async (world) =>
      changing(world, await zoneWithRecord(world), upsert(`${NAME}.`, "A", "198.51.100.7")),
    ["done", `[${NAME} A 60 198.51.100.7]`],
  ),
  change(
    "a name with capital letters",
    async (world) =>
      changing(world, await zoneWithRecord(world), upsert(`JumpBox.${ZONE}`, "A", "198.51.100.7")),
    ["done", `[${NAME} A 60 198.51.100.7]`],
    {
      after: `[JumpBox.${ZONE} A 60 198.51.100.7,${NAME} A 60 192.0.2.1]`,
      why: "Route 53 takes capital letters of a name as small ones",
      source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html",
    },
  ),
  change(
    "two values",
    async (world) =>
      changing(world, await zoneWithRecord(world), upsert(NAME, "A", "192.0.2.1", "192.0.2.2")),
    ["done", `[${NAME} A 60 192.0.2.1 192.0.2.2]`],
  ),
  change(
    "the other record of the zone stays",
    async (world) => {
      const zone = await zoneWithRecord(world);
      await world.makers.record(zone, {
        name: `other.${ZONE}`,
        type: "A",
        values: ["192.0.2.9"],
      });
      return changing(world, zone, upsert(NAME, "A", "198.51.100.7"));
    },
    ["done", `[${NAME} A 60 198.51.100.7,other.${ZONE} A 60 192.0.2.9]`],
  ),
  change(
    "no zone has the id",
    (world) =>
      Promise.resolve({ call: changing(world, NO_ZONE, upsert(NAME, "A", "192.0.2.1")).call }),
    "NoSuchHostedZone",
  ),
  change(
    "a name outside the zone",
    async (world) =>
      changing(
        world,
        await zoneWithRecord(world),
        upsert("jumpbox.holdfast.dev", "A", "192.0.2.2"),
      ),
    ["InvalidChangeBatch", `[${NAME} A 60 192.0.2.1]`],
  ),
  change(
    "a value that is not an address",
    async (world) => changing(world, await zoneWithRecord(world), upsert(NAME, "A", "here")),
    ["InvalidChangeBatch", `[${NAME} A 60 192.0.2.1]`],
    unchecked(`[${NAME} A 60 here]`, FORMAT),
  ),
  change(
    "the same value twice",
    async (world) =>
      changing(world, await zoneWithRecord(world), upsert(NAME, "A", "192.0.2.2", "192.0.2.2")),
    ["InvalidChangeBatch", `[${NAME} A 60 192.0.2.1]`],
    unchecked(`[${NAME} A 60 192.0.2.2 192.0.2.2]`, BATCH),
  ),
  change(
    "the name has a CNAME record",
    async (world) => {
      const zone = await world.makers.zone(ZONE);
      await world.makers.record(zone, { name: NAME, type: "CNAME", values: ["a.holdfast.dev"] });
      return changing(world, zone, upsert(NAME, "A", "192.0.2.2"));
    },
    ["InvalidChangeBatch", `[${NAME} CNAME 60 a.holdfast.dev]`],
    unchecked(`[${NAME} A 60 192.0.2.2,${NAME} CNAME 60 a.holdfast.dev]`, FORMAT),
  ),
  change(
    "a CNAME record at the apex",
    async (world) =>
      changing(world, await zoneWithRecord(world), upsert(ZONE, "CNAME", "a.holdfast.dev")),
    ["InvalidChangeBatch", `[${NAME} A 60 192.0.2.1]`],
    unchecked(`[${ZONE} CNAME 60 a.holdfast.dev,${NAME} A 60 192.0.2.1]`, FORMAT),
  ),
  change(
    "two changes, of which one is refused: none is made",
    async (world) =>
      changing(
        world,
        await zoneWithRecord(world),
        upsert(NAME, "A", "198.51.100.7"),
        upsert(`other.${ZONE}`, "A", "here"),
      ),
    ["InvalidChangeBatch", `[${NAME} A 60 192.0.2.1]`],
    unchecked(`[${NAME} A 60 198.51.100.7,other.${ZONE} A 60 here]`, BATCH),
  ),
];

const CHECKS: readonly Case[] = [
  status(
    "a health check: there are observations",
    async (world) => {
      const check = await world.makers.healthCheck("198.51.100.7");
      return {
        call: async () => {
          const { HealthCheckObservations = [] } = await world.route53.getHealthCheckStatus({
            HealthCheckId: check,
          });
          return HealthCheckObservations.length > 0;
        },
      };
    },
    "true",
  ),
  status(
    "nothing answers at the address",
    async (world) => {
      const address = await world.makers.address();
      const check = await world.makers.healthCheck(await world.makers.publicIp(address));
      return {
        call: async () => {
          const { HealthCheckObservations = [] } = await world.route53.getHealthCheckStatus({
            HealthCheckId: check,
          });
          return HealthCheckObservations.map(
            ({ StatusReport }) => StatusReport?.Status?.split(":")[0],
          ).filter((text, index, all) => all.indexOf(text) === index);
        },
      };
    },
    "[Failure]",
    {
      answer: "[Success]",
      why: "moto checks nothing: every check succeeds",
      source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_StatusReport.html",
    },
  ),
  status(
    "no health check has the id",
    (world) =>
      Promise.resolve({
        call: () =>
          world.route53.getHealthCheckStatus({
            HealthCheckId: "01234567-89ab-cdef-0123-456789abcdef",
          }),
      }),
    "NoSuchHealthCheck",
  ),
];

export const RECORD_CASES: readonly Case[] = [...CHANGES, ...CHECKS];
