import { StaticAddresses, Vpc, planNodes, requestNodeAddresses } from "@holdfast-owner/holdfast";

const availabilityZones = ["us-east-1a", "us-east-1b"];

const { addresses, allowList } = new StaticAddresses("addresses", {
  addresses: requestNodeAddresses(planNodes(availabilityZones, 1)),
});
const { vpcId, cidr, publicSubnets, privateSubnets } = new Vpc("network", {
  cidr: "10.20.0.0/16",
  availabilityZones,
  egress: { kind: "none" },
});

export { addresses, allowList, vpcId, cidr, publicSubnets, privateSubnets };
