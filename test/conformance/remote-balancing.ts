import type { CleanUp } from "./clean-up";
import { eventually } from "./eventually";
import type { Apis } from "./apis";
import type { Makers, Place } from "./makers";

/** Makes target groups, and what sends traffic to them. */
export const remoteBalancing = (
  { elb }: Pick<Apis, "elb">,
  home: () => Promise<Place>,
  unique: (name: string) => string,
  cleanUp: CleanUp,
): Pick<Makers, "targetGroup"> => ({
  targetGroup: async (name, { targetType = "ip", used = false } = {}) => {
    const { vpc, subnets } = await home();
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
      const { LoadBalancers = [] } = await elb.createLoadBalancer({
        Name: unique("nlb"),
        Type: "network",
        Subnets: [...subnets],
      });
      const balancer = LoadBalancers[0]!.LoadBalancerArn!;
      cleanUp.later(() => elb.deleteLoadBalancer({ LoadBalancerArn: balancer }));
      await elb.createListener({
        LoadBalancerArn: balancer,
        Port: 443,
        Protocol: "TCP",
        DefaultActions: [{ Type: "forward", TargetGroupArn: group }],
      });
      await eventually(async () => {
        const { LoadBalancers: found = [] } = await elb.describeLoadBalancers({
          LoadBalancerArns: [balancer],
        });
        return found[0]?.State?.Code === "provisioning" ? undefined : true;
      });
    }
    return group;
  },
});
