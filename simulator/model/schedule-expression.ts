import { isScheduleExpression } from "../../stack/schedule-expression";
import { text } from "./values";
import type { ValueCheck } from "./type";

/** When a schedule runs: rate(…), cron(…) with six fields, or at(…). */
export const scheduleExpression: ValueCheck = (value) =>
  isScheduleExpression(text(value))
    ? undefined
    : `Invalid Schedule Expression ${text(value)}: expected such as rate(1 minute), rate(5 minutes), cron(0 12 * * ? *) or at(2030-01-31T12:00:00)`;

/** A time zone by its name in the tz database. */
export const timeZone: ValueCheck = (value) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text(value) });
    return undefined;
  } catch {
    return `Invalid Schedule Expression Timezone ${JSON.stringify(value)}`;
  }
};
