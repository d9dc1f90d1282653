import * as aws from "@pulumi/aws";
import {
  NlbAlb,
  StaticAddresses,
  networkFrom,
  requestNlbAddresses,
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

  const { addresses, allowList } = new StaticAddresses("addresses", {
    addresses: requestNlbAddresses({
      owner: "nlb",
      zones: Object.keys(network.publicSubnets),
      vpc: vpc.id,
    }),
  });
  const { alias } = new NlbAlb("entry", {
    vpc: network,
    addresses,
    deletionProtection: true,
    target: {
      kind: "ips",
      ports: [443],
      names: { shop: { dnsName: alb.dnsName, weight: 100, healthPath: "/" } },
    },
  });
  return { allowList, dnsName: alias.dnsName };
};
