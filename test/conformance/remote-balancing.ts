import type { CleanUp } from "./clean-up";
import { eventually } from "./eventually";
import type { Apis } from "./apis";
import type { Makers, Place } from "./makers";

/** Makes load balancers, and the target groups that they send traffic to. */
export function remoteBalancing(
  { elb }: Pick<Apis, "elb">,
  home: () => Promise<Place>,
  unique: (name: string) => string,
  cleanUp: CleanUp,
): Pick<Makers, "balancer" | "targetGroup"> {
  async function createNlb(): Promise<string> {
    const { subnets } = await home();
    const { LoadBalancers = [] } = await elb.createLoadBalancer({
      Name: unique("nlb"),
      Type: "network",
      Subnets: [...subnets],
    });
    const balancer = LoadBalancers[0]!.LoadBalancerArn!;
    cleanUp.later(() => elb.deleteLoadBalancer({ LoadBalancerArn: balancer }));
    return balancer;
  }

  const isUp = (balancer: string) =>
    eventually(async () => {
      const { LoadBalancers: found = [] } = await elb.describeLoadBalancers({
        LoadBalancerArns: [balancer],
      });
      return found[0]?.State?.Code === "provisioning" ? undefined : true;
    });

  return {
    balancer: async () => {
      const balancer = await createNlb();
      // A case may have protected it.
      cleanUp.later(() =>
        elb.modifyLoadBalancerAttributes({
          LoadBalancerArn: balancer,
          Attributes: [{ Key: "deletion_protection.enabled", Value: "false" }],
        }),
      );
      await isUp(balancer);
      return balancer;
    },
    targetGroup: async (name, { targetType = "ip", used = false } = {}) => {
      const { vpc } = await home();
      const { TargetGroups = [] } = await elb.createTargetGroup({
        Name: unique(name),
        Port: 443,
        Protocol: "TCP",
        VpcId: vpc,
        TargetType: targetType,
      });
      const group = TargetGroups[0]!.TargetGroupArn!;
      cleanUp.later(() => elb.deleteTargetGroup({ TargetGroupArn: group }));
      if (used) {
        const balancer = await createNlb();
        await elb.createListener({
          LoadBalancerArn: balancer,
          Port: 443,
          Protocol: "TCP",
          DefaultActions: [{ Type: "forward", TargetGroupArn: group }],
        });
        await isUp(balancer);
      }
      return group;
    },
  };
}
