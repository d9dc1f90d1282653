import { wellArchitected } from "../model/frameworks";
import { stackPolicy, texts } from "../model/policy";
import { EIP } from "../../stack/types";
import { at, plain } from "../../stack/values";

export const awsEc2EipDisallowRelease = stackPolicy({
  name: "aws-ec2-eip-disallow-release",
  displayName: "No Elastic IP is released",
  what: "The plan keeps all Elastic IPs that the setting keep lists, by resource name or by tag Name.",
  why:
    "Pulumi deletes what a plan leaves out, and policies do not see it. A released address " +
    "cannot be recovered.",
  remedy: "Restore the address, or remove it from the list once no client uses it.",
  severity: "critical",
  framework: wellArchitected("REL08-BP05", "Deploy changes with automation"),
  settings: { keep: texts([], "Names of Elastic IPs that the stack must keep.") },
  check: (stack, { keep }) => {
    const addresses = stack.ofType(EIP);
    const names = new Set(
      addresses.flatMap(({ name, inputs }) => [name, plain(at(inputs, "tags.Name"))]),
    );
    return keep
      .filter((name) => !names.has(name))
      .map((name) => ({
        message:
          `Elastic IP ${name} should be kept, got a plan without it; restore it, ` +
          "or remove it from the policy's keep",
      }));
  },
});
