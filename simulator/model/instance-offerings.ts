import { AwsError } from "./errors";
import { passes } from "./ec2-lookups";
import { allTypes, isNitro, unknownFamily } from "./instance-types";
import type { Call } from "./lookup";
import { type Zone, zonesOf } from "./regions";
import { type Values, text } from "./values";

/**
 * Zones that offer no type of some kind. The oldest zone of us-east-1 has none with Nitro
 * (github.com/ned1313/Getting-Started-Terraform/issues/44), newer ones have none without it
 * (github.com/hashicorp/field-workshops-terraform/issues/70, github.com/trailofbits/algo/issues/1285).
 */
const withoutNitro = ["use1-az3"];
const withoutXen = ["usw2-az4", "eun1-", "ilc1-"];

const offers = ({ id }: Zone, type: string): boolean =>
  isNitro(type)
    ? !withoutNitro.includes(id)
    : !withoutXen.some((place) => id === place || (place.endsWith("-") && id.startsWith(place)));

/** Refuses to launch an instance of a type that its zone does not offer. */
export function checkOffering(type: string, zone: string, region: string): void {
  const zones = zonesOf(region).filter((one) => offers(one, type));
  if (zones.some(({ name }) => name === zone)) return;
  const others = zones.map(({ name }) => name).join(", ");
  throw new AwsError(
    "Unsupported",
    zones.length === 0
      ? "The requested configuration is currently not supported. Please check the documentation for supported configurations."
      : `Your requested instance type (${type}) is not supported in your requested Availability Zone (${zone}). Please retry your request by not specifying an Availability Zone or choosing ${others}.`,
  );
}

/** @throws {AwsError} for a type of a family that the simulator does not know: where EC2 offers it cannot be told */
function refuseUnknown(filters: unknown): void {
  const types = (filters as { name?: unknown; values?: unknown[] }[] | undefined)
    ?.filter(({ name }) => name === "instance-type")
    .flatMap(({ values = [] }) => values.map(String))
    .filter((type) => !/[*?]/.test(type));
  const [unknown] = (types ?? []).flatMap((type) => unknownFamily(type) ?? []);
  if (unknown !== undefined) throw new AwsError("Unsupported", unknown);
}

export function getInstanceTypeOfferings({ region, inputs }: Call): Values {
  refuseUnknown(inputs["filters"]);
  const locationType = text(inputs["locationType"]) || "region";
  const nameOf = ({ id, name }: Zone): string =>
    locationType === "region" ? region : locationType === "availability-zone-id" ? id : name;
  const offered = zonesOf(region).flatMap((zone) =>
    allTypes
      .filter((type) => offers(zone, type))
      .map((type) => ({ type, location: nameOf(zone) }))
      .filter(({ type, location }) =>
        passes("getInstanceTypeOfferings", inputs["filters"], (filter) =>
          filter === "instance-type" ? type : filter === "location" ? location : undefined,
        ),
      ),
  );
  // Of a region, each type once.
  const found = [...new Map(offered.map((one) => [`${one.type} ${one.location}`, one])).values()];
  return {
    id: region,
    instanceTypes: found.map(({ type }) => type),
    locations: found.map(({ location }) => location),
    locationTypes: found.map(() => locationType),
  };
}
