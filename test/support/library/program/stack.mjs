import { createRequire } from "node:module";
import {
  BlueGreen,
  NlbAlb,
  ProxyTier,
  StaticAddresses,
  Vpc,
  planNodes,
  requestEgressAddresses,
  requestNlbAddresses,
  requestNodeAddresses,
} from "@holdfast-owner/holdfast";

const { version: sdk } = createRequire(import.meta.url)("@pulumi/pulumi/package.json");

/**
 * Another project's stack, with the components that read files of the package: scripts of the nodes, the gate
 * and, without the engine, the function, whose gate would wait for a name that does not exist. Answers its
 * outputs, with the versions that it ran with.
 */
export function declare({ withFollower = false } = {}) {
  const zones = ["us-east-1a", "us-east-1b"];
  const egress = { kind: "nat", gateways: "perAz" };
  const { addresses, allowList } = keepAddresses("addresses", [
    ...requestNodeAddresses(planNodes(zones, 1)),
    ...requestEgressAddresses(egress, zones),
  ]);
  const vpc = new Vpc("network", {
    cidr: "10.20.0.0/16",
    availabilityZones: zones,
    egress: { ...egress, addresses },
  });
  new ProxyTier("entry", {
    vpc,
    addresses,
    nodesPerAz: 1,
    haproxy: { backend: { host: gatedHost(vpc), port: 443 } },
    backends: { blue: "10.20.0.0/16" },
  });
  if (withFollower) declareNlb(vpc, zones);
  return { allowList, node: process.versions.node, sdk };
}

const declareNlb = (vpc, zones) => {
  const nlb = { owner: "nlb", zones, vpc: "10.20.0.0/16" };
  new NlbAlb("door", {
    vpc,
    addresses: keepAddresses("door-addresses", requestNlbAddresses(nlb)).addresses,
    deletionProtection: false,
    target: {
      kind: "ips",
      ports: [443],
      names: { shop: { dnsName: "shop.example.net", weight: 100 } },
    },
  });
};

const keepAddresses = (name, requests) =>
  new StaticAddresses(name, {
    addresses: Object.fromEntries(requests.map((request) => [request.key, request])),
    protect: false,
  });

/** A backend, whose gate is a script of the package. */
const gatedHost = (frontDoor) =>
  new BlueGreen("backend", {
    live: "blue",
    switch: { kind: "record", reach: { kind: "private", zone: "example.internal" } },
    frontDoor,
    clients: { "public-a": "10.20.0.0/20" },
    layout: "sharedVpc",
    colors: {
      blue: {
        instanceType: "t4g.small",
        min: 2,
        max: 6,
        port: 443,
        healthPath: "/health",
        loadBalancer: { kind: "nlb" },
      },
    },
  }).host;
