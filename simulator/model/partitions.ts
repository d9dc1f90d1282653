import published from "./regions.json";

interface Region {
  readonly description: string;
  readonly partition: string;
}

const regions: Readonly<Record<string, Region>> = published;

/** What the names of the services of a partition end in. */
const DNS_SUFFIXES: Readonly<Record<string, string>> = { "aws-cn": "amazonaws.com.cn" };

export const regionNames = Object.keys(regions).sort();

/** The partition of a region, as ARNs name it. */
export const partitionOf = (region: string): string => regionOf(region).partition;

/** The names of the regions that an account of a partition has: all, those to be opted in too. */
export const regionsIn = (partition: string): string[] =>
  regionNames.filter((name) => partitionOf(name) === partition);

/**
 * Regions that an account has without opting in; the simulated one has opted in to the others:
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const WITHOUT_OPT_IN =
  /^(us-(east|west)-[12]|ca-central-1|sa-east-1|eu-(west-[123]|central-1|north-1)|ap-(south-1|northeast-[123]|southeast-[12])|(us-gov|cn)-.*)$/;

export const optInStatusOf = (region: string): string =>
  WITHOUT_OPT_IN.test(region) ? "opt-in-not-required" : "opted-in";

/** What the names of a region's services end in. */
export const dnsSuffixOf = (region: string): string =>
  DNS_SUFFIXES[partitionOf(region)] ?? "amazonaws.com";

/** What is known of a region; an unknown one is an error that names those known. */
export function regionOf(name: string): Region {
  const region = regions[name];
  if (!region) {
    throw new Error(
      `region ${JSON.stringify(name)} is not modelled by the simulator: use one of ` +
        `${regionNames.join(", ")}, or write simulator/model/regions.json anew, by write-regions.py beside it`,
    );
  }
  return region;
}
