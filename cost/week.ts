import Big from "big.js";
import type { Moments } from "../stack/schedule-expression";

/** On-hours of a week, as `[from, to)` in minutes since Sunday 00:00. */
type Week = readonly (readonly [number, number])[];

const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** The on-hours for these start and stop times; always on if never stopped. */
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

/** Hours in an average month of 730 hours. */
export function monthlyHours(week: Week): Big {
  const minutes = week.reduce((sum, [from, to]) => sum + to - from, 0);
  return Big(minutes).times(730).div(WEEK).round(6, Big.roundUp);
}

/** Hours in one calendar month; `month` 1 is January. */
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
