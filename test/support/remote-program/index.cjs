"use strict";
// What a generated SDK does: it names a component and its outputs, and the provider creates the rest.
const pulumi = require("@pulumi/pulumi");

class Remote extends pulumi.ComponentResource {
  constructor(type, name, inputs, outputs = []) {
    const unset = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super("holdfast:index:" + type, name, { ...inputs, ...unset }, {}, true);
  }
}

const config = new pulumi.Config();
const protect = false;
const zones = ["us-east-1a", "us-east-1b"];
const { allocationIds } = new Remote(
  "StaticAddresses",
  "partners",
  { ingress: ["api"], egress: ["nat-a"] },
  ["allocationIds"],
);
const vpc = new Remote(
  "FixedEgressVpc",
  "network",
  { cidr: "10.20.0.0/16", availabilityZones: zones, protect },
  ["vpcId", "publicSubnetIds", "allowList"],
);
const { vpcId } = vpc;
const publicSubnetIds = Object.fromEntries(
  zones.map((zone) => [zone, vpc.publicSubnetIds.apply((ids) => ids[zone])]),
);
const place = { vpcId, publicSubnetIds, protect, zone: "example.com" };
const door = new Remote(
  "FixedFrontDoor",
  "door",
  { ...place, backendHost: "app.example.net", backendPort: 443, nodesPerAz: 1, record: "door" },
  ["addresses", "allowList", "securityGroupId", "topicArn"],
);
const nlb = new Remote(
  "NlbToAlb",
  "nlb",
  { ...place, targets: { web: "app.example.net" }, record: "nlb" },
  ["addresses", "dnsName"],
);
if (config.get("wrong")) {
  new Remote("FixedEgressVpc", "wrong", {
    cidr: "10.20.0.0/16",
    availabilityZones: door.allowList,
  });
}
module.exports = {
  allocationIds,
  egress: vpc.allowList,
  door: door.addresses,
  securityGroupId: door.securityGroupId,
  topicArn: door.topicArn,
  nlb: nlb.addresses,
  nlbName: nlb.dnsName,
};
