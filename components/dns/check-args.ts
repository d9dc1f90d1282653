import { isIP } from "node:net";
import { addressProblem } from "../addresses/problems";
import { ofArguments, validateTagArgs, validateValues } from "../settings/check-args";
import { known } from "../settings/known";
import type { Problem } from "../settings/problem";
import { settingPath, validateShape } from "../settings/validate-shape";
import { domainName, hostedZoneId, percent, port, urlPath, wholeNumber } from "../settings/values";
import { validateDns, validateMigrationOfAddresses } from "./check";
import type { HealthChecksArgs } from "./args";
import { dnsProblem } from "./problems";
import type { RoutedRecordArgs } from "./args";
import { dnsSchema } from "./settings";

/** Placeholder for a zone whose name is only known in the update. */
const UNKNOWN_ZONE = "unknown.invalid";

/** Route 53 takes 128 characters, of which the keys of addresses have some. */
export const LONGEST_OWNER = 100;

const CHECK = {
  port: port("", 9001),
  path: urlPath(""),
  failureThreshold: wholeNumber(1, 10, "", 3),
};

/** Finds what is wrong with the arguments of `HealthChecks`. */
export const validateHealthChecks = (args: HealthChecksArgs): Problem[] => [
  ...validateAddresses(args.addresses, (key) => settingPath("addresses", key)),
  ...validateValues(CHECK, args, ["port", "path", "failureThreshold"]),
  ...([undefined, 10, 30].includes(args.intervalSeconds)
    ? []
    : [dnsProblem("wrong-interval", { path: "intervalSeconds", given: args.intervalSeconds })]),
  ...validateTagArgs(args.tags, true),
];

function validateAddresses(
  addresses: HealthChecksArgs["addresses"],
  pathOf: (key: string) => string,
): Problem[] {
  return Object.entries(addresses).flatMap(([key, address]) => {
    const given = known(address);
    if (given === undefined || isIP(given) === 4) return [];
    return [addressProblem("not-an-address", { path: pathOf(key), given })];
  });
}

/** Finds what is wrong with the arguments of `RoutedRecord`. */
export function validateRoutedRecord(args: RoutedRecordArgs): Problem[] {
  const { zone, record, answers, owner, tags } = args;
  const name = known(zone.name);
  const id = zone.kind === "existing" ? known(zone.id) : undefined;
  const wrongName =
    name === undefined ? [] : validateShape(domainName("", "example.com"), name, "zone.name");
  const settings = {
    zone: wrongName.length > 0 ? UNKNOWN_ZONE : (name ?? UNKNOWN_ZONE),
    createZone: zone.kind === "create" && name !== undefined && wrongName.length === 0,
  };
  return [
    ...wrongName,
    ...(id === undefined ? [] : validateShape(hostedZoneId(""), id, "zone.id")),
    ...ofArguments(validateDns({ ...settings, name: record, migration: migrationOf(answers) }), [
      ["dns.zone", "zone.name"],
      ["dns.name", "record"],
      ["dns.migration", "answers.migration"],
    ]),
    ...(answers.kind !== "nothing" && answers.migration
      ? validateValues(
          { percent: percent("", 10) },
          answers.migration,
          ["percent"],
          "answers.migration",
        )
      : []),
    ...(answers.kind === "addresses"
      ? validateMigrationOfAddresses(answers.migration, "answers.migration")
      : []),
    ...(owner !== undefined && owner.length > LONGEST_OWNER
      ? [dnsProblem("owner-too-long", { path: "owner", given: owner })]
      : []),
    ...(answers.kind === "addresses"
      ? validateAddresses(
          Object.fromEntries(
            Object.entries(answers.endpoints).map(([key, { address }]) => [key, address]),
          ),
          (key) => `${settingPath("answers.endpoints", key)}.address`,
        )
      : []),
    ...validateValues(dnsSchema.entries, args, ["ttlSeconds"]),
    ...validateTagArgs(tags, zone.kind === "create"),
  ];
}

/** A migration, as far as its names are known. */
function migrationOf(answers: RoutedRecordArgs["answers"]) {
  if (answers.kind === "nothing" || answers.migration === undefined) return undefined;
  const { from, percent } = answers.migration;
  if (from === undefined) return { percent };
  if (typeof from === "string") return { from, percent };
  return { from: { name: known(from.name) ?? "", hostedZoneId: "" }, percent };
}
