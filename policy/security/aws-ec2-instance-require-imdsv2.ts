import { bestPractice } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../../stack/types";
import { textAt } from "../../stack/values";

export const awsEc2InstanceRequireImdsv2 = resourcePolicy({
  name: "aws-ec2-instance-require-imdsv2",
  displayName: "Instance metadata takes tokens only",
  what: "Instances and launch templates require tokens for instance metadata (IMDSv2), or switch it off.",
  why: "Without tokens, one request that a program forwards by mistake gives the machine's role away.",
  remedy: 'Set metadataOptions.httpTokens to "required".',
  severity: "high",
  framework: bestPractice(
    "EC2.8",
    "EC2 instances should use Instance Metadata Service Version 2 (IMDSv2)",
  ),
  types: [INSTANCE, LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION],
  check: ({ name, inputs }) => {
    const tokens = textAt(inputs, "metadataOptions.httpTokens");
    const isOff = textAt(inputs, "metadataOptions.httpEndpoint") === "disabled";
    if (isOff || (tokens !== undefined && tokens !== "optional")) return [];
    return [
      `instance metadata of ${name} should require tokens, got httpTokens ${tokens ?? "not set"}; ` +
        "set it to required",
    ];
  },
});
