import { bestPractice } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { LAUNCH_CONFIGURATION } from "../../stack/types";

export const awsEc2LaunchConfigurationDisallowUse = resourcePolicy({
  name: "aws-ec2-launch-configuration-disallow-use",
  displayName: "Groups use launch templates",
  what: "There is no launch configuration.",
  why: "AWS closed them to new accounts in 2024, and new instance types do not work with them.",
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
