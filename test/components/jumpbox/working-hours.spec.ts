import assert from "node:assert/strict";
import { Cron } from "croner";
import { DAYS, expressionsOf, type WorkingHours } from "../../../components/jumpbox/working-hours";
import { hoursInMonth, monthlyHours, weekOf } from "../../../cost/week";
import { momentsOf } from "../../../stack/schedule-expression";
import { HOURS } from "../../support/hours";

const hours = (changes: Partial<WorkingHours> = {}): WorkingHours => ({
  ...HOURS,
  ...changes,
});

describe("expressionsOf", () => {
  it("starts and stops on each of the days, in their order", () => {
    assert.deepEqual(expressionsOf(hours({ start: "07:30", days: ["WED", "SUN"] })), {
      start: "cron(30 7 ? * SUN,WED *)",
      stop: "cron(0 18 ? * SUN,WED *)",
    });
  });

  it("stops on the next day what runs through the night", () => {
    assert.deepEqual(
      expressionsOf(hours({ start: "22:00", stop: "06:00", days: ["SAT", "SUN"] })),
      {
        start: "cron(0 22 ? * SUN,SAT *)",
        stop: "cron(0 6 ? * SUN,MON *)",
      },
    );
  });
});

/** All moments of a year at which EventBridge's expression fires, by a library that knows time zones. */
function fires(expression: string, timezone: string, year: number): Date[] {
  const [minute, hour, , month, days] = expression.slice("cron(".length, -1).split(" ");
  const cron = new Cron(`${minute} ${hour} * ${month} ${days}`, { timezone });
  // A day more on both sides: local years do not begin with UTC's.
  const all = cron.nextRuns(400, new Date(Date.UTC(year - 1, 11, 30)));
  const localYear = new Intl.DateTimeFormat("en", { timeZone: timezone, year: "numeric" });
  return all.filter((at) => localYear.format(at) === `${year}`);
}

/** Hours between each start and the next stop, as time really passes. */
function elapsed(schedule: WorkingHours, year: number): number {
  const { start, stop } = expressionsOf(schedule);
  const stops = [
    ...fires(stop, schedule.timeZone, year),
    ...fires(stop, schedule.timeZone, year + 1),
  ].map(Number);
  return fires(start, schedule.timeZone, year)
    .map(Number)
    .map((from) => (Math.min(...stops.filter((at) => at > from)) - from) / 3_600_000)
    .reduce((sum, one) => sum + one, 0);
}

describe("hours of a year by the clock of a time zone", () => {
  const YEAR = 2026;
  const ZONES = ["Asia/Jerusalem", "America/New_York", "Australia/Sydney"];
  const weekIn = (schedule: WorkingHours) => {
    const { start, stop } = expressionsOf(schedule);
    return weekOf(momentsOf(start)!, momentsOf(stop)!);
  };
  const calendarHours = (schedule: WorkingHours) =>
    Array.from({ length: 12 }, (_, month) => hoursInMonth(weekIn(schedule), YEAR, month + 1));

  for (const timeZone of ZONES) {
    it(`are those of the price, for days and for nights in ${timeZone}`, () => {
      const nights = { start: "22:00", stop: "06:00", days: DAYS };
      for (const schedule of [hours({ timeZone }), hours({ timeZone, ...nights })]) {
        const year = calendarHours(schedule).reduce((sum, { on }) => sum + on, 0);
        // The night that is an hour shorter in spring is made up for in autumn.
        assert.equal(elapsed(schedule, YEAR), year);
        // A year has a day more than 52 weeks.
        const priced = monthlyHours(weekIn(schedule)).times(12).toNumber();
        assert.ok(Math.abs(priced - year) < 10, `${priced} and ${year}`);
      }
    });

    it(`start at the same time of the day all year in ${timeZone}`, () => {
      const local = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" });
      const times = fires(expressionsOf(hours()).start, timeZone, YEAR);
      assert.equal(times.length, 261);
      assert.deepEqual(new Set(times.map((at) => local.format(at))), new Set(["08:00"]));
      // In UTC there are two such times, of summer and of winter.
      assert.equal(new Set(times.map((at) => at.getUTCHours())).size, 2);
    });
  }

  it("are 220 of 744 in August 2018, as the article counts", () => {
    assert.deepEqual(hoursInMonth(weekIn(hours()), 2018, 8), { on: 220, all: 744 });
    const august = fires(expressionsOf(hours()).start, "Asia/Jerusalem", 2018).filter(
      (at) => at.getUTCMonth() === 7,
    );
    assert.equal(august.length * 10, 220);
  });
});
