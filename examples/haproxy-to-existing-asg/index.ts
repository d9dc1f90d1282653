import * as aws from "@pulumi/aws";
import {
  ProxyTier,
  StaticAddresses,
  networkFrom,
  planNodes,
  requestNodeAddresses,
} from "@holdfast-owner/holdfast";

/** The subnets of a tier by zone, found by the tags that this VPC's subnets have. */
async function findSubnets(vpcId: string, tier: string) {
  const { ids } = await aws.ec2.getSubnets({
    filters: [{ name: "vpc-id", values: [vpcId] }],
    tags: { tier },
  });
  const subnets = await Promise.all(ids.map((id) => aws.ec2.getSubnet({ id })));
  return Object.fromEntries(
    subnets.map(({ availabilityZone, id, cidrBlock: cidr }) => [availabilityZone, { id, cidr }]),
  );
}

/** An internal NLB in front of the group, because HAProxy follows a name. */
function balance(autoscalingGroupName: string, vpcId: string, subnets: string[]) {
  const port = 80;
  const { arn: loadBalancerArn, dnsName } = new aws.lb.LoadBalancer("backend", {
    loadBalancerType: "network",
    internal: true,
    subnets,
  });
  const { arn } = new aws.lb.TargetGroup("backend", { vpcId, port, protocol: "TCP" });
  const defaultActions = [{ type: "forward", targetGroupArn: arn }];
  new aws.lb.Listener("backend", { loadBalancerArn, port, protocol: "TCP", defaultActions });
  new aws.autoscaling.Attachment("backend", { autoscalingGroupName, lbTargetGroupArn: arn });
  return { host: dnsName, port, healthPath: "/" };
}

export = async () => {
  // Awaited, because the zones decide how many resources there are.
  const vpc = await aws.ec2.getVpc({ tags: { Name: "shop" } });
  const { name } = await aws.autoscaling.getGroup({ name: "shop" });
  const publicSubnets = await findSubnets(vpc.id, "public");
  const privateSubnets = await findSubnets(vpc.id, "private");
  const backend = balance(
    name,
    vpc.id,
    Object.values(privateSubnets).map(({ id }) => id),
  );

  const nodes = planNodes(Object.keys(publicSubnets), 1);
  const { addresses, allowList } = new StaticAddresses("addresses", {
    addresses: requestNodeAddresses(nodes),
  });
  new ProxyTier("entry", {
    vpc: networkFrom({ vpcId: vpc.id, cidr: vpc.cidrBlock, publicSubnets, privateSubnets }),
    addresses,
    nodesPerAz: 1,
    instanceType: "t4g.small",
    haproxy: { ports: [80], mode: "http", backend },
    backends: { shop: vpc.cidrBlock },
  });
  return { allowList };
};
