import { bestPractice } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { LOG_GROUP } from "../../stack/types";
import { numberAt } from "../../stack/values";

export const awsCloudwatchLogGroupRequireRetention = resourcePolicy({
  name: "aws-cloudwatch-log-group-require-retention",
  displayName: "Log groups have a retention",
  what: "Each log group states for how many days it keeps its events.",
  why: "Without it, logs are kept and billed forever.",
  remedy: "Set retentionInDays.",
  severity: "low",
  framework: bestPractice(
    "CloudWatch.16",
    "CloudWatch log groups should be retained for a specified time period",
  ),
  types: [LOG_GROUP],
  check: ({ name, inputs }) => {
    const days = numberAt(inputs, "retentionInDays");
    if (days !== undefined && days !== 0) return [];
    const got = days === 0 ? "0, which is forever" : "none";
    return [`log group ${name} should have a retention, got ${got}; set retentionInDays`];
  },
});
