import { bestPractice } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../../stack/types";
import { textAt } from "../../stack/values";

export const awsEc2InstanceRequireImdsv2 = resourcePolicy({
  name: "aws-ec2-instance-require-imdsv2",
  displayName: "Instance metadata requires tokens",
  what: "Instances and launch templates require tokens for instance metadata (IMDSv2), or disable it.",
  why: "Without tokens, a single forwarded request (SSRF) can expose the credentials of the instance's role.",
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
