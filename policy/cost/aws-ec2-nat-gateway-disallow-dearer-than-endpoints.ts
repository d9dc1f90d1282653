import {
  compareEgress,
  endpointsInstead,
  endpointsOf,
  gatewaysOf,
  withAddresses,
} from "../model/egress-prices";
import { wellArchitected } from "../model/frameworks";
import { stackPolicy, texts } from "../model/policy";
import { dollars, pricing } from "../model/pricing";

export const awsEc2NatGatewayDisallowDearerThanEndpoints = stackPolicy({
  name: "aws-ec2-nat-gateway-disallow-dearer-than-endpoints",
  displayName: "NAT does not cost more than interface endpoints",
  what:
    "If private subnets call only the listed AWS services, NAT gateways do not cost " +
    "more than interface endpoints of these services for the same traffic.",
  why: "For few services or much traffic, endpoints cost less: $0.01 per GB instead of $0.045 (us-east-1).",
  remedy: "Use interface endpoints for the services, and gateway endpoints for S3 and DynamoDB.",
  severity: "low",
  framework: wellArchitected("COST06-BP01", "Perform cost modeling"),
  level: "advisory",
  settings: {
    ...pricing,
    services: texts(
      [],
      "The only services that private subnets call, such as ssm; without any, NAT is not compared.",
    ),
  },
  check: (stack, { services, ...settings }) => {
    const gateways = gatewaysOf(stack);
    if (services.length === 0 || gateways.length === 0 || endpointsOf(stack).length > 0) return [];
    return compareEgress(stack, settings, {
      have: withAddresses(stack, gateways),
      instead: endpointsInstead(stack, services),
      message: (now, then) =>
        `${gateways.length} NAT gateways should not cost more than interface endpoints of ` +
        `${services.join(", ")}, got ${dollars(now)} instead of ${dollars(then)} a month; ` +
        "use endpoints",
    });
  },
});
