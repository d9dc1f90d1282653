import Big from "big.js";

/** Hours of a week in which something is on, as `[from, to)` in minutes since Sunday 00:00. */
export type Week = readonly (readonly [number, number])[];

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Moments of a week, in minutes since Sunday 00:00, at which a cron expression fires. */
export type Moments = readonly number[];

/**
 * The moments of a week of a cron expression with one minute, one hour and any days of the week: of
 * Unix (`0 8 * * 0-4`), as auto scaling has them, or of EventBridge (`cron(0 8 ? * SUN-THU *)`).
 *
 * @returns undefined for any other expression
 */
export function momentsOf(expression: string): Moments | undefined {
  const eventBridge = /^cron\((.*)\)$/.exec(expression.trim());
  const fields = (eventBridge?.[1] ?? expression).trim().split(/\s+/);
  if (fields.length !== (eventBridge ? 6 : 5)) return undefined;
  const [minute = "", hour = "", ...others] = fields;
  const days = daysOf(others[2] ?? "", eventBridge ? 1 : 0);
  const everyMonth = ["*", "?"].includes(others[0]!) && others[1] === "*";
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour) || !everyMonth || !days) return undefined;
  return days.map((day) => day * DAY + Number(hour) * 60 + Number(minute));
}

/** Days of the week of a cron field, Sunday being 0 here, and `first` in the field. */
function daysOf(field: string, first: number): number[] | undefined {
  if (field === "*" || field === "?") return DAYS.map((_, day) => day);
  const days = new Set<number>();
  for (const range of field.toUpperCase().split(",")) {
    const [from, to = from] = range.split("-").map((day) => {
      const named = DAYS.indexOf(day);
      return named >= 0 ? named : /^\d$/.test(day) ? (Number(day) - first + 7) % 7 : undefined;
    });
    if (from === undefined || to === undefined) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return [...days].sort();
}

/** The week of something that is started and stopped at these moments; always on if never stopped. */
export function weekOf(starts: Moments, stops: Moments): Week {
  if (stops.length === 0) return [[0, WEEK]];
  return [...starts]
    .sort((one, other) => one - other)
    .map((start, index, all) => {
      const next = all[index + 1] ?? all[0]! + WEEK;
      const stop = Math.min(...stops.map((at) => (at > start ? at : at + WEEK)));
      return [start, Math.min(stop, next)] as const;
    });
}

/** Hours of a mean month of 730 hours. */
export function monthlyHours(week: Week): Big {
  const minutes = week.reduce((sum, [from, to]) => sum + to - from, 0);
  return Big(minutes).times(730).div(WEEK).round(6, Big.roundUp);
}

/** Hours of one month of the calendar; `month` 1 is January. */
export function hoursInMonth(week: Week, year: number, month: number): { on: number; all: number } {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  let minutes = 0;
  for (let date = 0; date < days; date += 1) {
    const from = ((first + date) % 7) * DAY;
    for (const shift of [0, -WEEK]) {
      for (const [start, stop] of week) {
        const overlap = Math.min(stop + shift, from + DAY) - Math.max(start + shift, from);
        minutes += Math.max(0, overlap);
      }
    }
  }
  return { on: minutes / 60, all: days * 24 };
}
