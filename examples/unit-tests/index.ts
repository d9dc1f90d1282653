import {
  ProxyTier,
  StaticAddresses,
  Vpc,
  planNodes,
  requestNodeAddresses,
} from "@holdfast-owner/holdfast";

const availabilityZones = ["us-east-1a", "us-east-1b"];

const { addresses, allowList } = new StaticAddresses("addresses", {
  addresses: requestNodeAddresses(planNodes(availabilityZones, 1)),
});
const vpc = new Vpc("network", {
  cidr: "10.20.0.0/16",
  availabilityZones,
  egress: { kind: "none" },
});
new ProxyTier("entry", {
  vpc,
  addresses,
  nodesPerAz: 1,
  instanceType: "t4g.small",
  haproxy: { backend: { host: "origin.example.net", port: 443, healthPath: "/" } },
  backends: {}, // HTTPS is allowed anyway
});

export { allowList };
