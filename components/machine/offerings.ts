import { getInstanceTypeOfferings } from "@pulumi/aws/ec2/getInstanceTypeOfferings";

/** Availability zones that offer an instance type, by type. */
export type Offerings = Readonly<Record<string, readonly string[]>>;

/** Looks up which zones of the region offer some instance types. */
export async function offeringsOf(types: readonly string[]): Promise<Offerings> {
  const { instanceTypes, locations } = await getInstanceTypeOfferings({
    locationType: "availability-zone",
    filters: [{ name: "instance-type", values: [...types] }],
  });
  const zonesOf = (type: string) =>
    locations.filter((_, index) => instanceTypes[index] === type).sort();
  return Object.fromEntries(types.map((type) => [type, zonesOf(type)]));
}
