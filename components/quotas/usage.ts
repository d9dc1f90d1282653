import { getEips } from "@pulumi/aws/ec2/getEips";
import { getElasticIp } from "@pulumi/aws/ec2/getElasticIp";
import { getInstances } from "@pulumi/aws/ec2/getInstances";
import { getNatGateways } from "@pulumi/aws/ec2/getNatGateways";
import { getSubnets } from "@pulumi/aws/ec2/getSubnets";
import { getVpcs } from "@pulumi/aws/ec2/getVpcs";
import type { InstanceRequest } from "../machine/instance-request";
import { standardPatterns, standardVcpus } from "../machine/vcpus";
import { STACK_TAG } from "./standing";

/** NAT gateways that count. */
const NAT_STATES = { name: "state", values: ["pending", "available"] };

/** What counts towards a quota: what is there now, and what an update adds to it. */
export interface Usage {
  readonly used: number;
  readonly added: number;
}

/** Elastic IPs. Those of pools are left out where there are many, since AWS does not say whether they count. */
export async function addressUsage(added: number, quota: Promise<number>): Promise<Usage> {
  const { allocationIds } = await getEips({});
  if (allocationIds.length + added <= (await quota)) return { used: allocationIds.length, added };
  const all = await Promise.all(allocationIds.map((id) => getElasticIp({ id })));
  const used = all.filter(({ publicIpv4Pool }) => publicIpv4Pool === "amazon").length;
  return { used, added };
}

/** VPCs, the default one among them. */
export async function vpcUsage(added: number): Promise<Usage> {
  const { ids } = await getVpcs({});
  return { used: ids.length, added };
}

/** NAT gateways of the zone that has the most, of those that get one, unless there are few in the whole region. */
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

/** Of one filter of EC2's. */
const MOST_VALUES = 200;

/**
 * vCPUs of On-Demand Standard instances that run. AWS tells no types with the ids of instances, so it is asked once
 * for each number of vCPUs.
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
    // Spot Instances, capacity blocks and dedicated hosts have quotas of their own.
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

/** Of all instances that a stack starts with. */
export const vcpusOf = (requests: readonly InstanceRequest[]): number =>
  requests.reduce((sum, { type, count }) => sum + standardVcpus(type) * count, 0);
