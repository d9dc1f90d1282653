import * as pulumi from "@pulumi/pulumi";
import { ProxyTier, networkFrom } from "@holdfast-owner/holdfast";

const network = new pulumi.StackReference(
  `${pulumi.getOrganization()}/network/${pulumi.getStack()}`,
);

const { addresses } = new ProxyTier("entry", {
  vpc: networkFrom({
    vpcId: network.requireOutput("vpcId"),
    cidr: network.requireOutput("cidr"),
    // Plain, because the zones decide how many resources there are.
    availabilityZones: ["us-east-1a", "us-east-1b"],
    publicSubnets: network.requireOutput("publicSubnets"),
    privateSubnets: network.requireOutput("privateSubnets"),
  }),
  addresses: network.requireOutput("addresses"),
  nodesPerAz: 1,
  instanceType: "t4g.small",
  haproxy: { backend: { host: "origin.example.net", port: 443, healthPath: "/" } },
  backends: {}, // HTTPS is allowed anyway
});

export { addresses };
