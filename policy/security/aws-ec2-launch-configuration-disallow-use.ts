import { bestPractice } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { LAUNCH_CONFIGURATION } from "../../stack/types";

export const awsEc2LaunchConfigurationDisallowUse = resourcePolicy({
  name: "aws-ec2-launch-configuration-disallow-use",
  displayName: "Groups use launch templates",
  what: "The stack has no launch configurations.",
  why: "AWS closed them to new accounts in 2024, and they do not support new instance types.",
  remedy: "Use a launch template.",
  severity: "medium",
  framework: bestPractice(
    "AutoScaling.9",
    "Amazon EC2 Auto Scaling groups should use Amazon EC2 launch templates",
  ),
  types: [LAUNCH_CONFIGURATION],
  check: ({ name }) => [
    `${name} should be a launch template, got a launch configuration; replace it`,
  ],
});
