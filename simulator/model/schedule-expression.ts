import { text } from "./values";
import type { ValueCheck } from "./type";

/** A field of a cron expression: its bounds, names for numbers, and special characters. */
interface Field {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
  readonly marks?: RegExp;
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const DAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

const MINUTE = { low: 0, high: 59 };
const HOUR = { low: 0, high: 23 };
const MONTH = { low: 1, high: 12, names: MONTHS };

const EVENT_BRIDGE: readonly Field[] = [
  MINUTE,
  HOUR,
  { low: 1, high: 31, marks: /^(\?|L|LW|\d{1,2}W)$/ },
  MONTH,
  { low: 1, high: 7, names: DAYS, marks: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
  { low: 1970, high: 2199 },
];

/** Whether EventBridge accepts a text as a schedule. */
function isScheduleExpression(text: string): boolean {
  const [, kind, expression = ""] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  if (kind === "rate") return isRate(expression);
  if (kind === "at") return isTime(expression);
  return kind === "cron" && isEventBridgeCron(expression.trim());
}

function isEventBridgeCron(expression: string): boolean {
  const [, , day, , weekday] = expression.split(/\s+/);
  // Exactly one of the two day fields must be ?.
  return fits(expression, EVENT_BRIDGE) && (day === "?") !== (weekday === "?");
}

/** The value 1 has a singular unit, others a plural one. */
const isRate = (expression: string): boolean =>
  /^(1 (minute|hour|day)|(?!1 )[1-9]\d* (minutes|hours|days))$/.test(expression);

const isTime = (expression: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(expression) &&
  !Number.isNaN(Date.parse(`${expression}Z`));

function fits(expression: string, fields: readonly Field[]): boolean {
  const parts = expression.split(/\s+/);
  return (
    parts.length === fields.length &&
    fields.every((field, index) => {
      const part = parts[index]!;
      return (
        field.marks?.test(part) || part.split(",").every((element) => isElement(element, field))
      );
    })
  );
}

/** One element of a list: `*`, a number, a range, either with a step. */
function isElement(element: string, field: Field): boolean {
  const [range = "", step, ...more] = element.split("/");
  const ends = range.split("-");
  return (
    more.length === 0 &&
    (step === undefined || /^[1-9]\d*$/.test(step)) &&
    (range === "*" || (ends.length <= 2 && ends.every((end) => isNumber(end, field))))
  );
}

function isNumber(part: string, { low, high, names = [] }: Field): boolean {
  const number = /^\d+$/.test(part) ? Number(part) : names.indexOf(part.toUpperCase()) + low;
  return number >= low && number <= high;
}

/** A schedule expression: rate(…), cron(…) with six fields, or at(…). */
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
