import { getInstances } from "@pulumi/aws/ec2/getInstances";
import type { StateResource } from "../settings/stack-state";

/** Instances that run or will run again, by type. */
export type InstanceCounts = Readonly<Record<string, number>>;

/** What a stack has of the things that AWS limits by quotas, so that an update does not count it as new. */
export interface Standing {
  readonly vpcs: number;
  /** Zones that have a NAT gateway. */
  readonly natZones: readonly string[];
  /** Of the types that the stack needs. */
  readonly instances: InstanceCounts;
}

/** Of what the stack's state has; auto scaling groups launch instances, which are not in it. */
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

/** One that spans zones has no letter in its name. */
const ZONAL_GATEWAY = /\$aws:ec2\/natGateway:NatGateway::.*-([a-h])$/;

export const STACK_TAG = "holdfast:stack";

const STATES = ["pending", "running", "stopping", "stopped"];

/** Asks AWS, all at once, how many instances of some types a stack has. */
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
