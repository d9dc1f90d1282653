import type { Account } from "../../../../simulator";

/** What a configuration has that a good one has not. */
export interface Given {
  /** Sections, or keys of other namespaces, that differ from a good configuration's; a text is handed over as it is. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** @default "us-east-1"; null for none */
  readonly region?: string | null;
  /** Keys that hold secrets. */
  readonly secrets?: readonly string[];
  /** @default - an account that has the public zone example.com and nothing else */
  readonly account?: Account;
  /** What AWS answers to lookups, by token, where that matters; an Error is thrown. */
  readonly aws?: Readonly<Record<string, object | Error>>;
}

/** A configuration that must be refused, and the exact text that a person gets for it. */
export interface WrongConfig extends Given {
  /** Completes "fails when …". */
  readonly when: string;
  /** All that follows the headline. */
  readonly message: string;
}

export const wrong = (when: string, given: Given, message: string): WrongConfig => ({
  ...given,
  when,
  message,
});

export const network = (settings: object): Given => ({
  config: { network: { cidr: "10.20.0.0/16", ...settings } },
});
export const zones = (...availabilityZones: unknown[]): Given => network({ availabilityZones });
export const egress = (settings: object): Given => network({ egress: settings });
export const addresses = (settings: object): Given => ({ config: { addresses: settings } });
export const tags = (settings: object): Given => ({ config: { tags: settings } });

/** Tokens of the lookups that a configuration causes. */
export const LOOKUPS = {
  zones: "aws:index/getAvailabilityZones:getAvailabilityZones",
  endpointService: "aws:ec2/getVpcEndpointService:getVpcEndpointService",
  address: "aws:ec2/getElasticIp:getElasticIp",
  prefixList: "aws:ec2/getManagedPrefixList:getManagedPrefixList",
  publicPool: "aws:ec2/getPublicIpv4Pool:getPublicIpv4Pool",
  ipamPool: "aws:ec2/getVpcIpamPool:getVpcIpamPool",
  ipamPoolCidrs: "aws:ec2/getVpcIpamPoolCidrs:getVpcIpamPoolCidrs",
  heldAddresses: "aws:ec2/getEips:getEips",
  state: "pulumi:pulumi:readStackResourceOutputs",
  zone: "aws:route53/getZone:getZone",
  tagged: "aws:resourcegroupstaggingapi/getResources:getResources",
} as const;
