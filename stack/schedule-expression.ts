/** A field of a cron expression: its bounds, names for numbers, and its special characters. */
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

/** A schedule that AWS accepts. */
export type Schedule =
  | { readonly kind: "rate"; readonly value: number; readonly unit: "minute" | "hour" | "day" }
  | { readonly kind: "at"; readonly time: string }
  | {
      readonly kind: "cron";
      readonly fields: readonly string[];
      readonly dialect: readonly Field[];
    };

/**
 * Reads rate(…), cron(…) with six fields or at(…) of EventBridge, or the five fields of a Unix cron expression, as
 * auto scaling accepts it; undefined for anything else.
 */
export function parseSchedule(text: string): Schedule | undefined {
  const [, kind, expression = ""] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  if (kind === undefined) return parseCron(text, UNIX);
  if (kind === "rate") return parseRate(expression);
  if (kind === "at") return isTime(expression) ? { kind, time: expression } : undefined;
  const cron = kind === "cron" ? parseCron(expression, EVENT_BRIDGE) : undefined;
  // Exactly one of the two day fields must be `?`.
  return cron && (cron.fields[2] === "?") !== (cron.fields[4] === "?") ? cron : undefined;
}

/** Whether a text is a Unix cron expression with five fields, as auto scaling accepts it. */
export const isUnixCron = (text: string): boolean => parseCron(text, UNIX) !== undefined;

/** Whether EventBridge accepts a text as a schedule. */
export const isScheduleExpression = (text: string): boolean =>
  text.includes("(") && parseSchedule(text) !== undefined;

/** Times in a week at which a schedule runs, in minutes since Sunday 00:00. */
export type Moments = readonly number[];

const DAY = 24 * 60;

/**
 * Returns the times in a week of a cron expression with one minute, one hour and any days of the week.
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

/** Days of the week in a cron field, Sunday being 0; undefined if it does not apply to every week. */
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

/** A value of 1 has a singular unit, larger values have a plural. */
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

/** One element of a list: `*`, a number or a range, optionally with a step. */
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

/** The number of a field's element, by itself or by its name; below the bounds for anything else. */
const numberOf = (part: string, { low, names = [] }: Field): number =>
  /^\d+$/.test(part) ? Number(part) : names.indexOf(part.toUpperCase()) + low;
