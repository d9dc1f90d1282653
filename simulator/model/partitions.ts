import published from "./regions.json";

interface Region {
  readonly description: string;
  readonly partition: string;
}

const regions: Readonly<Record<string, Region>> = published;

/** DNS suffix of a partition's services. */
const DNS_SUFFIXES: Readonly<Record<string, string>> = { "aws-cn": "amazonaws.com.cn" };

export const regionNames = Object.keys(regions).sort();

/** The partition of a region, as ARNs name it. */
export const partitionOf = (region: string): string => regionOf(region).partition;

/** All regions of an account of a partition, including opt-in regions. */
export const regionsIn = (partition: string): string[] =>
  regionNames.filter((name) => partitionOf(name) === partition);

/**
 * Regions that are enabled by default; the simulated account has opted in to the others:
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const WITHOUT_OPT_IN =
  /^(us-(east|west)-[12]|ca-central-1|sa-east-1|eu-(west-[123]|central-1|north-1)|ap-(south-1|northeast-[123]|southeast-[12])|(us-gov|cn)-.*)$/;

export const optInStatusOf = (region: string): string =>
  WITHOUT_OPT_IN.test(region) ? "opt-in-not-required" : "opted-in";

/** DNS suffix of a region's services. */
export const dnsSuffixOf = (region: string): string =>
  DNS_SUFFIXES[partitionOf(region)] ?? "amazonaws.com";

/** The data of a region; throws for an unknown one, with the known names. */
export function regionOf(name: string): Region {
  const region = regions[name];
  if (!region) {
    throw new Error(
      `region ${JSON.stringify(name)} is not modelled by the simulator: use one of ` +
        `${regionNames.join(", ")}, or regenerate simulator/model/regions.json with write-regions.py next to it`,
    );
  }
  return region;
}
