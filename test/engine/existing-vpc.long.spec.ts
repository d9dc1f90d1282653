import { inOwnVpcs, inSharedVpc, testInExistingVpc } from "../support/existing-vpc-doors";
import { HOURS } from "../support/hours";

const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1";

describe("a VPC that exists, with every other front door", () => {
  testInExistingVpc({
    "a HAProxy front door with its own image, a jumpbox and an internal host": {
      entry: { kind: "haproxy", nodesPerAz: 1 },
      backend: inSharedVpc(),
      others: {
        image: {},
        dns: { zone: "holdfast-demo.net", createZone: true },
        jumpbox: { kind: "public", allowFrom: ["198.51.100.0/24"], schedule: HOURS },
        internalHosts: {
          db: {
            instance: "one",
            machines: { one: { zone: "us-east-1a" }, two: { zone: "us-east-1b" } },
            ports: [5432],
          },
        },
      },
    },
    "an NLB that follows addresses": {
      entry: { kind: "nlbAlb" },
      backend: inOwnVpcs(),
    },
    "a pair by Elastic IP": {
      entry: { kind: "addressPair", failover: "eip" },
      backend: inSharedVpc(),
    },
    "an accelerator": {
      entry: { kind: "accelerator" },
      backend: inOwnVpcs(),
    },
    "an accelerator in front of ALBs in the VPC": {
      entry: { kind: "accelerator" },
      backend: { ...inSharedVpc(), loadBalancer: "alb" },
    },
    "tasks on instances": {
      entry: { kind: "ecs", image },
      backend: inOwnVpcs({ port: 80 }),
    },
    "tasks on Fargate": {
      entry: { kind: "ecs", launchType: "fargate", image },
      backend: inSharedVpc({ port: 80 }),
    },
  });
});
