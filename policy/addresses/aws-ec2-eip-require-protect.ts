import { wellArchitected } from "../model/frameworks";
import { isPrivateEgress } from "../model/holders";
import { stackPolicy, texts } from "../model/policy";
import { EIP } from "../../stack/types";

export const awsEc2EipRequireProtect = stackPolicy({
  name: "aws-ec2-eip-require-protect",
  displayName: "Elastic IPs are protected",
  what:
    "Each Elastic IP has the resource option protect. Those of NAT gateways are exempt in a stack without " +
    "an allow-list (a managed prefix list of Elastic IPs).",
  why: "A released address cannot be recovered, and partners have it in their allow-lists.",
  remedy: "Set protect: true in the resource's options.",
  severity: "critical",
  framework: wellArchitected("REL08-BP05", "Deploy changes with automation"),
  settings: { releasable: texts([], "Names of Elastic IPs that may be released.") },
  check: (stack, { releasable }) =>
    stack
      .ofType(EIP)
      .filter(({ protect, name }) => !protect && !releasable.includes(name))
      .filter((address) => !isPrivateEgress(stack, address))
      .map((address) => ({
        resource: address,
        message: `Elastic IP ${address.name} should be protected, got protect false; set the option`,
      })),
});
