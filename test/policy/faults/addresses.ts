import * as t from "../../../stack/types";
import { ref } from "../plan";
import type { Fault } from "./fault";

export const ADDRESS_FAULTS: readonly Fault[] = [
  {
    title: "an Elastic IP is not protected",
    policy: "aws-ec2-eip-require-protect",
    plant: (plan) => {
      plan.get("address-entry-a").protect = false;
    },
    messages: ["Elastic IP address-entry-a should be protected, got protect false; set the option"],
  },
  {
    title: "an accelerator is not protected",
    policy: "aws-globalaccelerator-accelerator-require-protect",
    plant: (plan) => {
      const tags = { Name: "edge", environment: "production" };
      plan.add("edge", t.ACCELERATOR, { name: "edge", tags });
      plan.add("kept", t.ACCELERATOR, { name: "kept", tags: { ...tags, Name: "kept" } }, true);
    },
    messages: ["accelerator edge should be protected, got protect false; set the option"],
  },
  {
    title: "an ALB that admits the internet has no pool",
    policy: "aws-lb-load-balancer-require-pool",
    plant: (plan) => plan.set("alb", { internal: false }),
    messages: [
      "ALB alb should take its addresses from an IPAM pool, got none; set ipamPools, or put an NLB in front",
    ],
  },
  {
    title:
      "an ALB that admits the internet, by a rule beside its group, has no pool, and another one has",
    policy: "aws-lb-load-balancer-require-pool",
    plant: (plan) => {
      const alb = { ...plan.get("alb").props, internal: false };
      plan.add("clients", t.SECURITY_GROUP, { vpcId: ref("back"), tags: { environment: "test" } });
      plan.add("from-clients", t.INGRESS_RULE, {
        securityGroupId: ref("clients"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
        tags: { environment: "test" },
      });
      plan.add("bare", t.LOAD_BALANCER, { ...alb, securityGroups: [ref("clients")] });
      plan.add("drawing", t.LOAD_BALANCER, {
        ...alb,
        securityGroups: [ref("clients")],
        ipamPools: { ipv4IpamPoolId: "ipam-pool-0123456789abcdef0" },
      });
    },
    messages: [
      "ALB bare should take its addresses from an IPAM pool, got none; set ipamPools, or put an NLB in front",
    ],
  },
  {
    title: "an Elastic IP has no tags",
    policy: "aws-ec2-eip-require-name",
    plant: (plan) => plan.unset("address-entry-a", "tags"),
    messages: ["Elastic IP address-entry-a should have the tag Name, got none; set it"],
  },
  {
    title: "an Elastic IP has another tag than its name",
    policy: "aws-ec2-eip-require-name",
    plant: (plan) => plan.set("address-entry-a", { tags: { environment: "production" } }),
    messages: ["Elastic IP address-entry-a should have the tag Name, got none; set it"],
  },
  {
    title: "an Elastic IP lacks a tag that is configured",
    policy: "aws-ec2-eip-require-name",
    config: { "aws-ec2-eip-require-name": { keys: ["Name", "partner"] } },
    plant: (plan) => {
      for (const key of ["nat-a", "nat-b", "entry-b"]) {
        plan.set(`address-${key}`, { tags: { Name: `address-${key}`, partner: "bank" } });
      }
    },
    messages: ["Elastic IP address-entry-a should have the tag partner, got none; set it"],
  },
  {
    title: "an Elastic IP is not in the allow-list",
    policy: "aws-ec2-eip-require-inventory",
    plant: (plan) => plan.remove("allow-entry-b"),
    messages: [
      "Elastic IP address-entry-b should be in a managed prefix list, got none; add an entry with its /32",
    ],
  },
  {
    title: "two NAT gateways have one Elastic IP",
    policy: "aws-ec2-eip-disallow-two-holders",
    plant: (plan) => {
      plan.add("nat-c", t.NAT_GATEWAY, {
        ...plan.get("nat-a").props,
        subnetId: ref("front-public-b"),
      });
    },
    messages: [
      "Elastic IP address-nat-a should have one holder, got nat-a and nat-c; give each its own address",
    ],
  },
  {
    title: "a load balancer and an instance have one Elastic IP",
    policy: "aws-ec2-eip-disallow-two-holders",
    plant: (plan) =>
      plan.set("nlb", {
        internal: false,
        subnetMappings: [
          { subnetId: ref("back-private-a"), allocationId: ref("address-entry-a") },
          { subnetId: ref("back-private-b") },
        ],
      }),
    messages: [
      "Elastic IP address-entry-a should have one holder, got claim-a and nlb; give each its own address",
    ],
  },
  {
    title: "two groups claim one Elastic IP",
    policy: "aws-ec2-eip-disallow-two-holders",
    plant: (plan) => {
      plan.remove("claim-a");
      for (const zone of ["a", "b"]) {
        plan.add(`node-${zone}`, t.GROUP, {
          minSize: 1,
          maxSize: 1,
          vpcZoneIdentifiers: [ref(`front-public-${zone}`)],
          tags: [
            { key: "environment", value: "test" },
            { key: "address", value: ref("address-entry-a") },
          ],
        });
      }
    },
    messages: [
      "Elastic IP address-entry-a should have one holder, got node-a and node-b; give each its own address",
    ],
  },
  {
    title: "an Elastic IP that is to be kept is gone",
    policy: "aws-ec2-eip-disallow-release",
    config: { "aws-ec2-eip-disallow-release": { keep: ["address-nat-a", "address-partner"] } },
    plant: () => undefined,
    messages: [
      "Elastic IP address-partner should be kept, got a plan without it; restore it, or remove it from the policy's keep",
    ],
  },
  {
    title: "an Elastic IP that is to be kept goes with its NAT gateway",
    policy: "aws-ec2-eip-disallow-release",
    plant: (plan) => {
      plan.remove("address-nat-b", "allow-nat-b", "nat-b");
      plan.add("nat-b", t.NAT_GATEWAY, {
        subnetId: ref("front-public-b"),
        connectivityType: "private",
        tags: { environment: "production" },
      });
    },
    messages: [
      "Elastic IP address-nat-b should be kept, got a plan without it; restore it, or remove it from the policy's keep",
    ],
  },
];
