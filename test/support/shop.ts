import type { Stored } from "../../simulator/model/resource";
import type { TestStack } from "./test-stack";

/** Before `SHOP`: a VPC of the shop. */
export const OWN_VPC = `
const vpcId = new aws.ec2.Vpc("shop", { cidrBlock: "10.77.0.0/16" }).id;
const subnets = ["a", "b"].map((zone, index) => new aws.ec2.Subnet(\`shop-\${zone}\`, {
  vpcId, cidrBlock: \`10.77.\${index}.0/24\`, availabilityZone: \`us-east-1\${zone}\`,
}).id);
`;

/**
 * A system that runs already: an ALB and an NLB, each in front of a group, and a group without a load balancer. Needs
 * `vpcId` and `subnets`.
 */
export const SHOP = `
const securityGroup = new aws.ec2.SecurityGroup("shop", { vpcId });
const template = new aws.ec2.LaunchTemplate("shop", {
  imageId: "ami-0123456789abcdef0", instanceType: "t4g.small", vpcSecurityGroupIds: [securityGroup.id],
});
const group = (name, targetGroupArns) => new aws.autoscaling.Group(name, {
  name, minSize: 2, maxSize: 2, vpcZoneIdentifiers: subnets, targetGroupArns,
  launchTemplate: { id: template.id, version: "$Latest" },
});
const balancer = (name, loadBalancerType, protocol) => {
  const targets = new aws.lb.TargetGroup(name, { port: 80, protocol, vpcId });
  const made = new aws.lb.LoadBalancer(name, {
    loadBalancerType, internal: true, subnets, securityGroups: [securityGroup.id],
  });
  new aws.lb.Listener(name, {
    loadBalancerArn: made.arn, port: 80, protocol,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  group(name, [targets.arn]);
  return { arn: made.arn, dnsName: made.dnsName, targets: targets.arn };
};
module.exports = {
  alb: balancer("shop-alb", "application", "HTTP"),
  nlb: balancer("shop-nlb", "network", "TCP"),
  group: group("shop-group").name,
};
`;

interface Balancer {
  readonly arn: string;
  readonly dnsName: string;
  readonly targets: string;
}
export interface Shop {
  readonly alb: Balancer;
  readonly nlb: Balancer;
  readonly group: string;
}

/** Everything in the account that is not the stack's, with what AWS shows of it. */
export const foreign = ({ session: { account } }: TestStack): unknown[] =>
  account
    .everything()
    .filter((one) => {
      const owner = one.companionOf === undefined ? one : undefined;
      return owner === undefined || account.tagsOf(owner)["holdfast:stack"] === undefined;
    })
    .map((one: Stored) => [one.type, one.id, account.state(one)]);
