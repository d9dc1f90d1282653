// A program of somebody else's, without the engine: it uses what reads files of the package, and prints
// what it saw. Run where `holdfast` is installed.
import { gunzipSync } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";
import * as holdfast from "holdfast/components";

const resources = [];
await pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    resources.push({ type, name, inputs });
    const arn = `arn:aws:service:us-east-1:123456789012:${name}`;
    const address = { publicIp: "203.0.113.1", allocationId: `eipalloc-${name}` };
    return { id: name, state: { ...inputs, ...address, arn, dnsName: `${name}.example.com` } };
  },
  call: ({ inputs }) => ({ ...inputs, id: "found", json: "{}" }),
});

const { StaticAddresses, Vpc, ProxyTier, NlbAlb, BlueGreen } = holdfast;
const zones = ["us-east-1a", "us-east-1b"];
const requests = [
  ...holdfast.requestNodeAddresses(holdfast.planNodes(zones, 1)),
  ...holdfast.requestEgressAddresses({ kind: "nat", gateways: "perAz" }, zones),
];
const { addresses } = new StaticAddresses("addresses", {
  addresses: Object.fromEntries(requests.map((request) => [request.key, request])),
});
const vpc = new Vpc("network", {
  cidr: "10.20.0.0/16",
  availabilityZones: zones,
  egress: { kind: "nat", gateways: "perAz", addresses },
});
const backend = new BlueGreen("backend", {
  live: "blue",
  switch: { kind: "record", reach: { kind: "private", zone: "example.internal" } },
  frontDoor: vpc,
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
});
new ProxyTier("entry", {
  vpc,
  addresses,
  nodesPerAz: 1,
  haproxy: { backend: { host: backend.host, port: 443 } },
  backends: { blue: "10.20.0.0/16" },
});
new NlbAlb("door", {
  vpc,
  addresses,
  deletionProtection: false,
  target: {
    kind: "ips",
    ports: [443],
    names: { shop: { dnsName: "shop.example.net", weight: 100 } },
  },
});
await pulumi.runtime.waitForRPCs();

const inputsOf = (type, name) =>
  resources.find((one) => one.type === type && one.name.startsWith(name))?.inputs;
const template = inputsOf("aws:ec2/launchTemplate:LaunchTemplate", "entry-a1");
const follower = inputsOf("aws:lambda/function:Function", "door-follower");
const gate = inputsOf("command:local:Command", "backend-gate");
const code = (await follower.code.assets)["index.mjs"];
console.log(
  JSON.stringify({
    node: process.versions.node,
    exports: Object.keys(holdfast).sort(),
    resources: resources.length,
    boots: gunzipSync(Buffer.from(template.userData, "base64")).includes("holdfast-boot"),
    followerBytes: (await code.text).length,
    gate: { command: gate.create, environment: gate.environment },
  }),
);
