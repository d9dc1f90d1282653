import { StaticAddresses, Vpc, requestEgressAddresses } from "@holdfast-owner/holdfast";

const zones = ["us-east-1a", "us-east-1b"];
const egress = { kind: "nat", gateways: "perAz" } as const;

const { addresses, allowList } = new StaticAddresses("addresses", {
  addresses: requestEgressAddresses(egress, zones),
});
const { vpcId } = new Vpc("network", {
  cidr: "10.20.0.0/16",
  availabilityZones: zones,
  egress: { ...egress, addresses },
});

export { allowList, vpcId };
