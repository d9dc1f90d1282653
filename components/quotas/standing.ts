import { getInstances } from "@pulumi/aws/ec2/getInstances";
import type { StateResource } from "../settings/stack-state";

/** Instances that run or can be started, by type. */
export type InstanceCounts = Readonly<Record<string, number>>;

/** Existing resources of a stack that count towards quotas, so that an update does not count them as new. */
export interface Standing {
  readonly vpcs: number;
  /** Zones with a zonal NAT gateway. */
  readonly natZones: readonly string[];
  /** Instances of the types that the stack needs. */
  readonly instances: InstanceCounts;
}

/** Counts the resources in the stack's state. Instances of auto scaling groups are not in the state. */
export function standingIn(
  region: string,
  state: readonly StateResource[],
  instances: InstanceCounts,
): Standing {
  return {
    vpcs: state.filter(({ type }) => type === "aws:ec2/vpc:Vpc").length,
    natZones: state.flatMap(({ urn }) => {
      const letter = ZONAL_GATEWAY.exec(urn)?.[1];
      return letter === undefined ? [] : [`${region}${letter}`];
    }),
    instances,
  };
}

/** A regional gateway has no zone letter in its name. */
const ZONAL_GATEWAY = /\$aws:ec2\/natGateway:NatGateway::.*-([a-h])$/;

export const STACK_TAG = "holdfast:stack";

const STATES = ["pending", "running", "stopping", "stopped"];

/** Looks up how many instances of some types a stack has, in parallel. */
export async function countInstances(
  types: readonly string[],
  stackTag: string,
): Promise<InstanceCounts> {
  const count = async (type: string) => {
    const { ids } = await getInstances({
      instanceTags: { [STACK_TAG]: stackTag },
      instanceStateNames: STATES,
      filters: [{ name: "instance-type", values: [type] }],
    });
    return [type, ids.length] as const;
  };
  return Object.fromEntries(await Promise.all(types.map(count)));
}
