import { getInstances } from "@pulumi/aws/ec2/getInstances";
import { getNatGateways } from "@pulumi/aws/ec2/getNatGateways";
import { getVpcs } from "@pulumi/aws/ec2/getVpcs";

/** What a stack has of the things that AWS limits by quotas. */
export interface Standing {
  readonly vpcs: number;
  readonly natGateways: readonly string[];
  /** Instances that run or will run again, by the types that the stack needs. */
  readonly instances: Readonly<Record<string, number>>;
}

/** What may be there of a stack. */
interface Asked {
  readonly vpcs: boolean;
  readonly natGateways: boolean;
  readonly instanceTypes: readonly string[];
}

export const STACK_TAG = "holdfast:stack";

/** NAT gateways that count. */
export const NAT_STATES = { name: "state", values: ["pending", "available"] };

const INSTANCE_STATES = ["pending", "running", "stopping", "stopped"];

/** Asks AWS, all at once, what a stack has, so that an update does not count it as new. */
export async function askStanding(asked: Asked, stackTag: string): Promise<Standing> {
  const tags = { [STACK_TAG]: stackTag };
  const count = async (type: string) => {
    const { ids } = await getInstances({
      instanceTags: tags,
      instanceStateNames: INSTANCE_STATES,
      filters: [{ name: "instance-type", values: [type] }],
    });
    return [type, ids.length] as const;
  };
  const nothing = { ids: [] };
  const [vpcs, natGateways, instances] = await Promise.all([
    asked.vpcs ? getVpcs({ tags }) : nothing,
    asked.natGateways ? getNatGateways({ tags, filters: [NAT_STATES] }) : nothing,
    Promise.all(asked.instanceTypes.map(count)),
  ]);
  return {
    vpcs: vpcs.ids.length,
    natGateways: natGateways.ids,
    instances: Object.fromEntries(instances),
  };
}
