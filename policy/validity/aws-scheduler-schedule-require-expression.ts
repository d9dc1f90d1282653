import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { isScheduleExpression, isUnixCron } from "../../stack/schedule-expression";
import { EVENT_RULE, GROUP_SCHEDULE, SCHEDULE } from "../../stack/types";
import { textAt } from "../../stack/values";

export const awsSchedulerScheduleRequireExpression = resourcePolicy({
  name: "aws-scheduler-schedule-require-expression",
  displayName: "Schedules have a valid expression",
  what: "The expressions of schedules, event rules and a group's scheduled actions are valid.",
  why: "AWS rejects an invalid one in the middle of an update, such as rate(1 minutes), or cron with both days.",
  remedy:
    "Use a form such as rate(5 minutes) or cron(0 18 ? * SUN-THU *); for groups, 0 18 * * 0-4.",
  severity: "medium",
  framework: VALIDATED,
  types: [SCHEDULE, EVENT_RULE, GROUP_SCHEDULE],
  check: ({ type, name, inputs }) => {
    const isGroup = type === GROUP_SCHEDULE;
    const expression = textAt(inputs, isGroup ? "recurrence" : "scheduleExpression");
    if (typeof expression !== "string") return [];
    if (isGroup ? isUnixCron(expression) : isScheduleExpression(expression)) return [];
    const valid = isGroup ? "0 18 * * 0-4" : "rate(5 minutes) or cron(0 18 ? * SUN-THU *)";
    return [`schedule of ${name} should be such as ${valid}, got ${expression}; correct it`];
  },
});
