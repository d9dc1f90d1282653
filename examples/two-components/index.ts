import { StaticAddresses, Vpc, requestEgressAddresses } from "@holdfast-owner/holdfast";

const zones = ["us-east-1a", "us-east-1b"];
const egress = { kind: "nat", gateways: "perAz" } as const;
const requests = requestEgressAddresses(egress, zones);

const { addresses, allowList } = new StaticAddresses("addresses", {
  addresses: Object.fromEntries(requests.map((request) => [request.key, request])),
});
const { vpcId } = new Vpc("network", {
  cidr: "10.20.0.0/16",
  availabilityZones: zones,
  egress: { ...egress, addresses },
});

export { allowList, vpcId };
