import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { isListed } from "../model/holders";
import { EIP } from "../../stack/types";

export const awsEc2EipRequireInventory = stackPolicy({
  name: "aws-ec2-eip-require-inventory",
  displayName: "Elastic IPs are in the allow-list",
  what: "If a stack has an allow-list, a managed prefix list of Elastic IPs, it contains each Elastic IP of the stack.",
  why: "Partners allow only the addresses in the list, and refuse all others.",
  remedy: "Add the address to the managed prefix list, as a /32.",
  severity: "medium",
  framework: wellArchitected("SEC05-BP02", "Control traffic flow within your network layers"),
  check: (stack) => {
    const others = stack.ofType(EIP).filter((address) => !isListed(stack, address));
    // A stack without a list has published no addresses to partners.
    if (others.length === stack.ofType(EIP).length) return [];
    return others.map((address) => ({
      resource: address,
      message:
        `Elastic IP ${address.name} should be in a managed prefix list, got none; ` +
        "add an entry with its /32",
    }));
  },
});
