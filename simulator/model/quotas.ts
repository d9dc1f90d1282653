interface Quota {
  readonly serviceCode: string;
  readonly quotaCode: string;
  readonly quotaName: string;
  /** AWS's default. */
  readonly value: number;
}

/**
 * The quotas of an account in a region: docs.aws.amazon.com/general/latest/gr/ec2-service.html and
 * docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
const quotas = {
  elasticIps: {
    serviceCode: "ec2",
    quotaCode: "L-0263D0A3",
    quotaName: "EC2-VPC Elastic IPs",
    value: 5,
  },
  standardVcpus: {
    serviceCode: "ec2",
    quotaCode: "L-1216C47A",
    quotaName: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    value: 5,
  },
  vpcs: { serviceCode: "vpc", quotaCode: "L-F678F1CE", quotaName: "VPCs per Region", value: 5 },
  natGatewaysPerZone: {
    serviceCode: "vpc",
    quotaCode: "L-FE5A380F",
    quotaName: "NAT gateways per Availability Zone",
    value: 5,
  },
  rulesPerGroup: {
    serviceCode: "vpc",
    quotaCode: "L-0EA8095F",
    quotaName: "Inbound or outbound rules per security group",
    value: 60,
  },
} as const satisfies Readonly<Record<string, Quota>>;

/** The quotas of an account, the same in each region. */
export type Quotas = Readonly<Record<keyof typeof quotas, number>>;

/** The default quotas of a new account. */
export const DEFAULT_QUOTAS = Object.fromEntries(
  Object.entries(quotas).map(([name, { value }]) => [name, value]),
) as Quotas;

/** The quotas of a company that raised them. */
export const RAISED_QUOTAS: Quotas = {
  ...DEFAULT_QUOTAS,
  elasticIps: 5_000,
  standardVcpus: 50_000,
  vpcs: 1_000,
  natGatewaysPerZone: 1_000,
};

/** A quota by its codes, as Service Quotas describes it. */
export function describeQuota(own: Quotas, serviceCode: string, quotaCode: string) {
  const found = Object.entries(quotas).find(
    ([, quota]) => quota.quotaCode === quotaCode && quota.serviceCode === serviceCode,
  );
  if (!found) return undefined;
  const [name, { quotaName, value: defaultValue }] = found;
  return { quotaName, defaultValue, value: own[name as keyof Quotas] };
}
