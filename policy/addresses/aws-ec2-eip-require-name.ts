import { wellArchitected } from "../model/frameworks";
import { stackPolicy, texts } from "../model/policy";
import { tagKeys } from "../model/tags";
import { EIP, TAG } from "../../stack/types";
import { textAt } from "../../stack/values";

export const awsEc2EipRequireName = stackPolicy({
  name: "aws-ec2-eip-require-name",
  displayName: "Elastic IPs state their purpose",
  what: "Each Elastic IP has the tag Name, and further tags if configured.",
  why: "Without it, unused addresses are kept, or the wrong one is released.",
  remedy: "Set the tags, on the address or as separate resources.",
  severity: "medium",
  framework: wellArchitected("COST03-BP02", "Add organization information to cost and usage"),
  settings: { keys: texts(["Name"], "Tags that each Elastic IP must have.") },
  check: (stack, { keys }) =>
    stack.ofType(EIP).flatMap((address) => {
      const own = tagKeys(address.inputs);
      if (!own) return [];
      const added = stack.referringTo(address, TAG).map(({ inputs }) => textAt(inputs, "key"));
      return keys
        .filter((key) => !own.has(key) && !added.includes(key))
        .map((key) => ({
          resource: address,
          message: `Elastic IP ${address.name} should have the tag ${key}, got none; set it`,
        }));
    }),
});
