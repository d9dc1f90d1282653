import { getLoadBalancer } from "@pulumi/aws/lb/getLoadBalancer";
import { type Answer, ask } from "../../settings/ask";

/** A subnet that an NLB has a node in, with the Elastic IP of that node. */
interface SubnetMapping {
  readonly subnetId: string;
  readonly allocationId: string;
}

/** The NLB that a stack has. */
export interface StandingNlb {
  readonly arn: string;
  readonly mappings: readonly SubnetMapping[];
}

/** Asks AWS for the NLB of a stack's front door. */
export const askNlb = (stackTag: string): Promise<Answer<StandingNlb>> =>
  ask(async () => {
    const tags = { "holdfast:stack": stackTag, Name: "entry-nlb" };
    const { arn, subnetMappings } = await getLoadBalancer({ tags });
    const mappings = subnetMappings.flatMap(({ subnetId, allocationId }) =>
      allocationId === undefined ? [] : [{ subnetId, allocationId }],
    );
    return { arn, mappings };
  });

/** The command with which AWS takes every subnet from an NLB but those of some addresses. */
export function keepOnly({ arn, mappings }: StandingNlb, allocationIds: readonly string[]): string {
  const kept = mappings
    .filter(({ allocationId }) => allocationIds.includes(allocationId))
    .map(({ subnetId, allocationId }) => `SubnetId=${subnetId},AllocationId=${allocationId}`);
  return [
    `aws elbv2 set-subnets --region ${arn.split(":")[3]} --load-balancer-arn ${arn}`,
    `--subnet-mappings ${kept.join(" ")}`,
  ].join(" ");
}
