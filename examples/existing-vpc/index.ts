import * as aws from "@pulumi/aws";
import {
  HealthChecks,
  ProxyTier,
  RoutedRecord,
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

export = async () => {
  // Awaited, because the zones decide how many resources there are.
  const vpc = await aws.ec2.getVpc({ tags: { Name: "shop" } });
  const alb = await aws.lb.getLoadBalancer({ name: "shop" });
  const network = networkFrom({
    vpcId: vpc.id,
    cidr: vpc.cidrBlock,
    publicSubnets: await findSubnets(vpc.id, "public"),
    privateSubnets: await findSubnets(vpc.id, "private"),
  });

  const nodes = planNodes(Object.keys(network.publicSubnets), 1);
  const { addresses, allowList } = new StaticAddresses("addresses", {
    addresses: requestNodeAddresses(nodes),
  });
  const tier = new ProxyTier("entry", {
    vpc: network,
    addresses,
    nodesPerAz: 1,
    instanceType: "t4g.small",
    haproxy: { backend: { host: alb.dnsName, port: 443, healthPath: "/" } },
    backends: { shop: vpc.cidrBlock },
  });
  const { endpoints } = new HealthChecks("health", { addresses: tier.addresses, ...tier.health });
  const { fqdn } = new RoutedRecord("dns", {
    zone: { kind: "existing", name: "example.com" },
    record: "api",
    answers: { kind: "addresses", routing: "multivalue", endpoints },
  });
  return { allowList, hostname: fqdn };
};
