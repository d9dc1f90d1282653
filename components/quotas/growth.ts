import { standardVcpus } from "../machine/vcpus";
import type { Standing } from "./standing";
import type { StackNeeds } from "./stack-needs";
import { type Usage, addressUsage, natUsage, vcpuUsage, vpcUsage } from "./usage";

/** A quota that an update may exceed. */
export interface Growth {
  readonly serviceCode: string;
  readonly quotaCode: string;
  /** What the quota limits, in the plural. */
  readonly what: string;
  /** Number that the update adds, according to the stack alone. */
  readonly added: number;
  /** Looks up the current usage. */
  readonly usage: (quota: Promise<number>) => Promise<Usage>;
}

/**
 * Returns the quotas that the stack needs more of; none if it already has what it needs. Codes are those of
 * https://docs.aws.amazon.com/general/latest/gr/ec2-service.html and
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export function growthOf(needs: StackNeeds, standing: Standing, stackTag: string): Growth[] {
  const { newAddresses, instances } = needs;
  const vpcs = needs.vpcs - standing.vpcs;
  const natZones = needs.natZones.filter((zone) => !standing.natZones.includes(zone));
  const all: Growth[] = [
    {
      serviceCode: "ec2",
      quotaCode: "L-0263D0A3",
      what: "Elastic IPs",
      added: newAddresses,
      usage: (quota) => addressUsage(newAddresses, quota),
    },
    {
      serviceCode: "vpc",
      quotaCode: "L-F678F1CE",
      what: "VPCs",
      added: vpcs,
      usage: () => vpcUsage(vpcs),
    },
    {
      serviceCode: "vpc",
      quotaCode: "L-FE5A380F",
      what: "NAT gateways in a zone",
      added: Math.min(natZones.length, 1),
      usage: (quota) => natUsage(natZones, quota),
    },
    {
      serviceCode: "ec2",
      quotaCode: "L-1216C47A",
      what: "vCPUs of running On-Demand Standard instances",
      added: newVcpus(needs, standing),
      usage: () => vcpuUsage(instances, stackTag),
    },
  ];
  return all.filter(({ added }) => added > 0);
}

/**
 * vCPUs of the instances that the stack lacks, by type. Current instances of another type may be terminated for them.
 */
function newVcpus({ instances }: StackNeeds, standing: Standing): number {
  const types = [...new Set(instances.map(({ type }) => type))];
  const lacking = types.map((type) => {
    const wanted = instances.filter((one) => one.type === type);
    const count = wanted.reduce((sum, one) => sum + one.count, 0);
    return Math.max(count - (standing.instances[type] ?? 0), 0) * standardVcpus(type);
  });
  return lacking.reduce((sum, vcpus) => sum + vcpus, 0);
}
