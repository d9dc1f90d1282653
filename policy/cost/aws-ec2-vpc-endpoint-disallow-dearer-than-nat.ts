import { wellArchitected } from "../model/frameworks";
import { stackPolicy, yesNo } from "../model/policy";
import { dollars, pricing } from "../model/pricing";
import { compareEgress, endpointsOf, gatewaysOf, natInstead } from "../model/egress-prices";

export const awsEc2VpcEndpointDisallowDearerThanNat = stackPolicy({
  name: "aws-ec2-vpc-endpoint-disallow-dearer-than-nat",
  displayName: "Interface endpoints do not cost more than NAT",
  what:
    "If a stack may reach the internet but has no NAT gateways, its interface endpoints do not cost " +
    "more than NAT gateways in the same zones for the same traffic.",
  why: "An endpoint is billed by the hour in each zone; five of them cost as much as NAT.",
  remedy: "Use NAT gateways instead, or fewer endpoints.",
  severity: "low",
  framework: wellArchitected("COST06-BP01", "Perform cost modeling"),
  level: "advisory",
  settings: {
    ...pricing,
    natAllowed: yesNo(
      false,
      "Whether the stack may reach the internet; if not, endpoints are not compared.",
    ),
  },
  check: (stack, { natAllowed, ...settings }) => {
    const endpoints = endpointsOf(stack);
    if (!natAllowed || endpoints.length === 0 || gatewaysOf(stack).length > 0) return [];
    return compareEgress(stack, settings, {
      have: endpoints,
      instead: natInstead(stack, endpoints),
      message: (now, then) =>
        `${endpoints.length} interface endpoints should not cost more than NAT gateways, got ` +
        `${dollars(now)} instead of ${dollars(then)} a month; use NAT gateways, or fewer endpoints`,
    });
  },
});
