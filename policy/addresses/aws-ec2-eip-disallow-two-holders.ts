import { claimantsOf, holdersOf } from "../model/holders";
import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { EIP, GROUP } from "../../stack/types";

export const awsEc2EipDisallowTwoHolders = stackPolicy({
  name: "aws-ec2-eip-disallow-two-holders",
  displayName: "Elastic IPs have one holder",
  what: "Two gateways, load balancers, associations or groups never hold the same Elastic IP.",
  why: "An address has one holder: the second one fails to start, or takes the address from the first.",
  remedy: "Give each holder its own address.",
  severity: "critical",
  framework: wellArchitected(
    "REL02-BP01",
    "Use highly available network connectivity for your workload public endpoints",
  ),
  check: (stack) =>
    stack.ofType(EIP).flatMap((address) => {
      const groups = claimantsOf(stack, address).filter(({ type }) => type === GROUP);
      const holders = [...holdersOf(stack, address), ...groups].map(({ name }) => name).sort();
      if (holders.length < 2) return [];
      const message =
        `Elastic IP ${address.name} should have one holder, got ${holders.join(" and ")}; ` +
        "give each its own address";
      return [{ resource: address, message }];
    }),
});
