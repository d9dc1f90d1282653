import { wellArchitected } from "../model/frameworks";
import { stackPolicy, texts } from "../model/policy";
import { EIP } from "../../stack/types";
import { at, plain } from "../../stack/values";

export const awsEc2EipDisallowRelease = stackPolicy({
  name: "aws-ec2-eip-disallow-release",
  displayName: "No Elastic IP is released",
  what: "The plan has all Elastic IPs that are listed in the settings, by name of the resource or by tag Name.",
  why:
    "What a plan leaves out is deleted, which policies do not see; an address that is released " +
    "cannot be had again.",
  remedy: "Put the address back, or take it from the list once nobody uses it.",
  severity: "critical",
  framework: wellArchitected("REL08-BP05", "Deploy changes with automation"),
  settings: { keep: texts([], "Names of Elastic IPs that the stack keeps.") },
  check: (stack, { keep }) => {
    const addresses = stack.ofType(EIP);
    const names = new Set(
      addresses.flatMap(({ name, inputs }) => [name, plain(at(inputs, "tags.Name"))]),
    );
    return keep
      .filter((name) => !names.has(name))
      .map((name) => ({
        message:
          `Elastic IP ${name} should be kept, got a plan without it; put it back, ` +
          "or take it from the policy's keep",
      }));
  },
});
