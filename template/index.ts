import * as pulumi from "@pulumi/pulumi";
import {
  ProxyTier,
  StaticAddresses,
  Vpc,
  planNodes,
  requestNodeAddresses,
} from "@holdfast-owner/holdfast";

// Not of the project's name, so that Pulumi.dev.yaml fits every project.
const config = new pulumi.Config("frontDoor");
const region = new pulumi.Config("aws").require("region");
const backendHost = config.require("backendHost");
const protect = config.getBoolean("protectAddresses") ?? true;

// Plain values, because they decide how many resources there are.
const availabilityZones = [`${region}a`, `${region}b`];
const nodesPerAz = 1;

// The addresses are separate resources: everything below can be replaced, and they stay.
const inventory = new StaticAddresses("addresses", {
  addresses: requestNodeAddresses(planNodes(availabilityZones, nodesPerAz)),
  protect,
});

const network = new Vpc("network", {
  cidr: "10.20.0.0/16",
  availabilityZones,
  egress: { kind: "none" },
});

// The front door: HAProxy nodes that pass TLS through to the backend.
const frontDoor = new ProxyTier("entry", {
  vpc: network,
  addresses: inventory.addresses,
  nodesPerAz,
  instanceType: "t4g.small",
  haproxy: { backend: { host: backendHost, port: 443, healthPath: "/" } },
  backends: {}, // The nodes may connect to HTTPS anywhere. CIDR blocks of other backends go here.
});

/** What partners allow-list, as CIDR blocks. */
export const allowList = inventory.allowList;
/** The addresses that clients connect to, by key. */
export const entryAddresses = frontDoor.addresses;
