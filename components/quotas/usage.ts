import { getEips } from "@pulumi/aws/ec2/getEips";
import { getElasticIp } from "@pulumi/aws/ec2/getElasticIp";
import { getInstances } from "@pulumi/aws/ec2/getInstances";
import { getNatGateways } from "@pulumi/aws/ec2/getNatGateways";
import { getSubnets } from "@pulumi/aws/ec2/getSubnets";
import { getVpcs } from "@pulumi/aws/ec2/getVpcs";
import type { InstanceRequest } from "../machine/instance-request";
import { standardPatterns, standardVcpus } from "../machine/vcpus";
import { STACK_TAG } from "./standing";

/** NAT gateways that count towards the quota. */
const NAT_STATES = { name: "state", values: ["pending", "available"] };

/** Usage of a quota: current usage, and what an update adds. */
export interface Usage {
  readonly used: number;
  readonly added: number;
}

/** Elastic IPs. If there are many, those of pools are excluded, because AWS does not document whether they count. */
export async function addressUsage(added: number, quota: Promise<number>): Promise<Usage> {
  const { allocationIds } = await getEips({});
  if (allocationIds.length + added <= (await quota)) return { used: allocationIds.length, added };
  const all = await Promise.all(allocationIds.map((id) => getElasticIp({ id })));
  const used = all.filter(({ publicIpv4Pool }) => publicIpv4Pool === "amazon").length;
  return { used, added };
}

/** VPCs, including the default one. */
export async function vpcUsage(added: number): Promise<Usage> {
  const { ids } = await getVpcs({});
  return { used: ids.length, added };
}

/** NAT gateways in the zone with the most, among zones that get one, unless there are few in the whole region. */
export async function natUsage(zones: readonly string[], quota: Promise<number>): Promise<Usage> {
  const { ids } = await getNatGateways({ filters: [NAT_STATES] });
  if (ids.length + 1 <= (await quota)) return { used: ids.length, added: 1 };
  const counts = await Promise.all(zones.map(natGatewaysIn));
  return { used: Math.max(...counts), added: 1 };
}

async function natGatewaysIn(zone: string): Promise<number> {
  const inZone = { name: "availability-zone", values: [zone] };
  const { ids: subnets } = await getSubnets({ filters: [inZone] });
  const chunks = Array.from({ length: Math.ceil(subnets.length / MOST_VALUES) }, (_, index) =>
    subnets.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES),
  );
  const found = await Promise.all(
    chunks.map((values) =>
      getNatGateways({ filters: [NAT_STATES, { name: "subnet-id", values }] }),
    ),
  );
  return found.reduce((sum, { ids }) => sum + ids.length, 0);
}

/** EC2's limit of values for one filter. */
const MOST_VALUES = 200;

/**
 * vCPUs of running On-Demand Standard instances. AWS does not return types with counts of instances, so there is one
 * request for each number of vCPUs.
 */
export async function vcpuUsage(
  wanted: readonly InstanceRequest[],
  stackTag: string,
): Promise<Usage> {
  const running = async (filter?: { name: string; values: string[] }, tags = {}) => {
    const { ids } = await getInstances({
      instanceStateNames: ["pending", "running"],
      instanceTags: tags,
      filters: filter ? [filter] : [],
    });
    return ids;
  };
  const [own, classes, ...uncounted] = await Promise.all([
    running(undefined, { [STACK_TAG]: stackTag }),
    Promise.all(
      [...standardPatterns()].map(async ([vcpus, values]) => ({
        vcpus,
        ids: await running({ name: "instance-type", values: [...values] }),
      })),
    ),
    // Spot Instances, Capacity Blocks and Dedicated Hosts have separate quotas.
    running({ name: "instance-lifecycle", values: ["spot", "scheduled", "capacity-block"] }),
    running({ name: "tenancy", values: ["host"] }),
  ]);
  const others = new Set(uncounted.flat());
  const sum = (counts: (id: string) => boolean) =>
    classes.reduce((total, { vcpus, ids }) => total + vcpus * ids.filter(counts).length, 0);
  const used = sum((id) => !others.has(id));
  const added = vcpusOf(wanted) - sum((id) => own.includes(id));
  return { used, added };
}

/** vCPUs of all instances that a stack starts with. */
export const vcpusOf = (requests: readonly InstanceRequest[]): number =>
  requests.reduce((sum, { type, count }) => sum + standardVcpus(type) * count, 0);
