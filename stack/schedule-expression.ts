/** A field of a cron expression: its bounds, names in place of numbers, and the marks of its own. */
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

const UNIX: readonly Field[] = [
  MINUTE,
  HOUR,
  { low: 1, high: 31 },
  MONTH,
  { low: 0, high: 7, names: DAYS },
];

/** What AWS takes as a schedule. */
export type Schedule =
  | { readonly kind: "rate"; readonly value: number; readonly unit: "minute" | "hour" | "day" }
  | { readonly kind: "at"; readonly time: string }
  | {
      readonly kind: "cron";
      readonly fields: readonly string[];
      readonly dialect: readonly Field[];
    };

/**
 * Reads rate(…), cron(…) with six fields or at(…), as EventBridge takes them, or the five fields of a cron
 * expression of Unix, as auto scaling does; undefined for anything else.
 */
export function parseSchedule(text: string): Schedule | undefined {
  const [, kind, expression = ""] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  if (kind === undefined) return parseCron(text, UNIX);
  if (kind === "rate") return parseRate(expression);
  if (kind === "at") return isTime(expression) ? { kind, time: expression } : undefined;
  const cron = kind === "cron" ? parseCron(expression, EVENT_BRIDGE) : undefined;
  // One of the two days must be left open, and only one.
  return cron && (cron.fields[2] === "?") !== (cron.fields[4] === "?") ? cron : undefined;
}

/** Whether a text is a cron expression of Unix, with five fields, as auto scaling takes it. */
export const isUnixCron = (text: string): boolean => parseCron(text, UNIX) !== undefined;

/** Whether EventBridge takes a text as a schedule. */
export const isScheduleExpression = (text: string): boolean =>
  text.includes("(") && parseSchedule(text) !== undefined;

/** Moments of a week, in minutes since Sunday 00:00, at which a schedule fires. */
export type Moments = readonly number[];

const DAY = 24 * 60;

/**
 * The moments of a week of a cron expression with one minute, one hour and any days of the week.
 *
 * @returns undefined for any other schedule
 */
export function momentsOf(expression: string): Moments | undefined {
  const schedule = parseSchedule(expression.trim());
  if (schedule?.kind !== "cron") return undefined;
  const { fields, dialect } = schedule;
  const [minute = "", hour = "", day = "", month, weekday = "", year = "*"] = fields;
  const isWeekly = /^[*?]$/.test(day) && month === "*" && year === "*";
  const days = weekdaysOf(weekday, dialect[4]!);
  if (!isWeekly || !/^\d+$/.test(minute) || !/^\d+$/.test(hour) || !days) return undefined;
  return days.map((one) => one * DAY + Number(hour) * 60 + Number(minute));
}

/** Days of the week in a cron field, Sunday being 0; undefined where only some weeks have them. */
function weekdaysOf(part: string, field: Field): number[] | undefined {
  if (part === "*" || part === "?") return DAYS.map((_, day) => day);
  const days = new Set<number>();
  for (const range of part.split(",")) {
    const [from, to = from] = range.split("-").map((day) => (numberOf(day, field) - field.low) % 7);
    if (from === undefined || to === undefined || !(from >= 0 && to >= 0)) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return [...days].sort();
}

/** One has the singular of its unit, more have the plural. */
function parseRate(expression: string): Schedule | undefined {
  const [, value = "", unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(expression) ?? [];
  if (unit === undefined || (value === "1") !== (plural === "")) return undefined;
  return { kind: "rate", value: Number(value), unit: unit as "minute" | "hour" | "day" };
}

const isTime = (expression: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(expression) &&
  !Number.isNaN(Date.parse(`${expression}Z`));

function parseCron(text: string, dialect: readonly Field[]) {
  const fields = text.trim().split(/\s+/);
  const isValid =
    fields.length === dialect.length && fields.every((part, index) => fits(part, dialect[index]!));
  return isValid ? { kind: "cron" as const, fields, dialect } : undefined;
}

const fits = (part: string, field: Field): boolean =>
  field.marks?.test(part) === true || part.split(",").every((element) => isElement(element, field));

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

const isNumber = (part: string, field: Field): boolean => {
  const number = numberOf(part, field);
  return number >= field.low && number <= field.high;
};

/** The number that a part of a field is, by itself or by its name; below the bounds for anything else. */
const numberOf = (part: string, { low, names = [] }: Field): number =>
  /^\d+$/.test(part) ? Number(part) : names.indexOf(part.toUpperCase()) + low;
