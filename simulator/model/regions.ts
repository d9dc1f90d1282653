import { regionNames, regionOf } from "./partitions";
import { derivedId } from "./shared";
import { type Value, isKnown, text } from "./values";

/** The letters of the availability zones of a typical account, if not a, b and c. */
const LETTERS: Readonly<Record<string, string>> = {
  "us-east-1": "abcdef",
  "us-west-1": "ac",
  "us-west-2": "abcd",
  "ca-central-1": "abd",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
};

/** The numbers of the ids of zones, which differ from account to account, where they are not 1, 2, … */
const NUMBERS: Readonly<Record<string, string>> = { "us-east-1": "124536" };

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** As zone ids begin: "use1" in "use1-az1", "usgw1" in us-gov-west-1. */
const zoneCode = (region: string): string =>
  region
    .replace(/(north|south)(east|west)?|east|west|central|gov/g, (word) =>
      word.replace(/(north|south|east|west|central|gov)/g, (direction) => direction[0]!),
    )
    .replaceAll("-", "");

/** The availability zones of a region, by name. */
export function zonesOf(region: string): Zone[] {
  regionOf(region);
  return [...(LETTERS[region] ?? "abc")].map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${zoneCode(region)}-az${NUMBERS[region]?.[index] ?? index + 1}`,
  }));
}

/** The problem of a zone's name, if the name is known and invalid. */
export function zoneProblem(zone: Value, region: string): string | undefined {
  const names = zonesOf(region).map(({ name }) => name);
  return isKnown(zone) && !names.includes(text(zone))
    ? `${text(zone)} is none of the zones of ${region}: ${names.join(", ")}`
    : undefined;
}

/**
 * The hosted zones that the names of load balancers are in: of ALBs, then of NLBs
 * (https://docs.aws.amazon.com/general/latest/gr/elb.html). Other regions get generated ids.
 */
const loadBalancerZones: Readonly<Record<string, readonly [alb: string, nlb: string]>> = {
  "us-east-1": ["Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI"],
  "us-east-2": ["Z3AADJGX6KTTL2", "ZLMOA37VPKANP"],
  "us-west-1": ["Z368ELLRRE2KJ0", "Z24FKFUX50B4VW"],
  "us-west-2": ["Z1H1FL5HABSF5", "Z18D5FSROUN65G"],
  "ca-central-1": ["ZQSVJUPU6J1EY", "Z2EPGBW3API2WT"],
  "sa-east-1": ["Z2P70J7HTTTPLU", "ZTK26PT1VY4CU"],
  "eu-west-1": ["Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F"],
  "eu-west-2": ["ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G"],
  "eu-west-3": ["Z3Q77PNBQS71R4", "Z1CMS0P5QUZ6D5"],
  "eu-central-1": ["Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90"],
  "eu-north-1": ["Z23TAZ6LKFMNIO", "Z1UDT6IFJ4EJM"],
  "ap-northeast-1": ["Z14GRHDCWA56QT", "Z31USIVHYNEOWT"],
  "ap-northeast-2": ["ZWKZPGTI48KDX", "ZIBE1TIR4HY56"],
  "ap-south-1": ["ZP97RAFLXTNZK", "ZVDDRBQ08TROA"],
  "ap-southeast-1": ["Z1LMS91P8CMLE5", "ZKVM4W9LS7TM"],
  "ap-southeast-2": ["Z1GM3OXH4ZPM65", "ZCT6FZBF4DROD"],
  "il-central-1": ["Z09170902867EHPV2DABU", "Z0313266YDI6ZRHTGQY4"],
  "af-south-1": ["Z268VQBMOI5EKX", "Z203XCE67M25HM"],
  "ap-east-1": ["Z3DQVH9N71FHZ0", "Z12Y7K3UBGUAD1"],
  "ap-northeast-3": ["Z5LXEXXYW11ES", "Z1GWIQ4HH19I5X"],
  "ap-south-2": ["Z0173938T07WNTVAEPZN", "Z0711778386UTO08407HT"],
  "ap-southeast-3": ["Z08888821HLRG5A9ZRTER", "Z01971771FYVNCOVWJU1G"],
  "cn-north-1": ["Z1GDH35T77C1KE", "Z3QFB96KMJ7ED6"],
  "cn-northwest-1": ["ZM7IZAIOVVDZF", "ZQEIKTCZ8352D"],
  "eu-central-2": ["Z06391101F2ZOEP8P5EB3", "Z02239872DOALSIDCX66S"],
  "eu-south-1": ["Z3ULH7SSC9OV64", "Z23146JA1KNAFP"],
  "eu-south-2": ["Z0956581394HF5D5LXGAP", "Z1011216NVTVYADP1SSV"],
  "me-central-1": ["Z08230872XQRWHG2XF6I", "Z00282643NTTLPANJJG2P"],
  "me-south-1": ["ZS929ML54UICD", "Z3QSRYVP46NYYV"],
  "us-gov-east-1": ["Z166TLBEWOO7G0", "Z1ZSMQQ6Q24QQ8"],
  "us-gov-west-1": ["Z33AYJ8TM3BH4J", "ZMG1MZ2THAWF1"],
};

/** The hosted zone that a load balancer's DNS name is in. */
export const loadBalancerZone = (region: string, type: string): string =>
  loadBalancerZones[region]?.[type === "network" ? 1 : 0] ?? madeUpZone(region, type);

const madeUpZone = (region: string, type: string): string =>
  derivedId("Z", region, type).replace("-", "").slice(0, 20).toUpperCase();

/** The hosted zone that the names of all accelerators are in. */
export const ACCELERATOR_ZONE = "Z2BJ6XQ5FK7U4H";

/** Whether a hosted zone is one that names of load balancers are in. */
export const isLoadBalancerZone = (zone: string): boolean =>
  regionNames.some((region) =>
    ["network", "application"].some((type) => loadBalancerZone(region, type) === zone),
  );
