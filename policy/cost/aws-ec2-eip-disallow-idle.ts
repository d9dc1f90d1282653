import { bestPractice } from "../model/frameworks";
import { claimantsOf, holdersOf, isAssociated } from "../model/holders";
import { stackPolicy } from "../model/policy";
import { EIP } from "../../stack/types";

export const awsEc2EipDisallowIdle = stackPolicy({
  name: "aws-ec2-eip-disallow-idle",
  displayName: "Elastic IPs are in use",
  what:
    "Each Elastic IP has a holder: a NAT gateway, a load balancer, an association, or a group, instance or " +
    "launch template that names it.",
  why: "An idle address costs $3.65 a month.",
  remedy: "Associate the address, or release it.",
  severity: "low",
  framework: bestPractice("EC2.12", "Unused Amazon EC2 EIPs should be removed"),
  check: (stack) =>
    stack.ofType(EIP).flatMap((address) => {
      const isUsed =
        holdersOf(stack, address).length > 0 ||
        claimantsOf(stack, address).length > 0 ||
        isAssociated(stack, address);
      if (isUsed) return [];
      const message =
        `Elastic IP ${address.name} should have a holder, got none; associate ` +
        "it, or release it";
      return [{ resource: address, message }];
    }),
});
