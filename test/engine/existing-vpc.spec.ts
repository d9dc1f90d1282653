import { inOwnVpcs, inSharedVpc, testInExistingVpc } from "../support/existing-vpc-doors";

// The other front doors: existing-vpc.long.spec.ts.
describe("a VPC that exists", () => {
  testInExistingVpc({
    "a HAProxy front door, with each color in its own VPC": {
      entry: { kind: "haproxy", nodesPerAz: 1 },
      backend: inOwnVpcs(),
    },
    "an NLB in front of an ALB": {
      entry: { kind: "nlbAlb" },
      backend: inSharedVpc(),
    },
    "a pair by route": {
      entry: { kind: "addressPair", failover: "route", virtualAddress: "172.31.255.10" },
      backend: inOwnVpcs(),
    },
  });
});
