import { wellArchitected } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { LOAD_BALANCER } from "../../stack/types";
import { given, textAt } from "../../stack/values";

export const awsLbLoadBalancerRequireSecurityGroup = resourcePolicy({
  name: "aws-lb-load-balancer-require-security-group",
  displayName: "Network load balancers are created with a security group",
  what: "Each network load balancer has a security group.",
  why: "A load balancer that is created without one can never get one, so its targets must admit all sources.",
  remedy: "Set securityGroups. This replaces a load balancer without one.",
  severity: "high",
  framework: wellArchitected("SEC05-BP02", "Control traffic flow within your network layers"),
  types: [LOAD_BALANCER],
  check: ({ name, inputs }) => {
    if (textAt(inputs, "loadBalancerType") !== "network" || given(inputs, "securityGroups"))
      return [];
    return [
      `network load balancer ${name} should have a security group, got none; set securityGroups now, ` +
        "it cannot be added later",
    ];
  },
});
