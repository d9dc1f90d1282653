import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { EIP, PREFIX_LIST, PREFIX_LIST_ENTRY } from "../../stack/types";

export const awsEc2EipRequireInventory = stackPolicy({
  name: "aws-ec2-eip-require-inventory",
  displayName: "Elastic IPs are in the allow-list",
  what: "Each Elastic IP is an entry of a managed prefix list of the stack, the allow-list.",
  why: "Partners allow what the list says; an address beside it is one that they refuse.",
  remedy: "Add the address to the managed prefix list, as a /32.",
  severity: "medium",
  framework: wellArchitected("SEC05-BP02", "Control traffic flow within your network layers"),
  check: (stack) =>
    stack
      .ofType(EIP)
      .filter((address) => stack.referringTo(address, PREFIX_LIST_ENTRY, PREFIX_LIST).length === 0)
      .map((address) => ({
        resource: address,
        message:
          `Elastic IP ${address.name} should be in a managed prefix list, got none; ` +
          "add an entry with its /32",
      })),
});
