import assert from "node:assert/strict";
import {
  isScheduleExpression,
  isUnixCron,
  momentsOf,
  parseSchedule,
} from "../../stack/schedule-expression";

describe("schedule expressions", () => {
  it("reads days of the week as auto scaling and as EventBridge count them", () => {
    const hour = (day: number) => day * 1440 + 480;
    const workdays = [0, 1, 2, 3, 4].map(hour);
    assert.deepEqual(momentsOf("0 8 * * 0-4"), workdays);
    assert.deepEqual(momentsOf("0 8 * * SUN,MON,TUE,WED,THU"), workdays);
    assert.deepEqual(momentsOf("cron(0 8 ? * SUN-THU *)"), workdays);
    assert.deepEqual(momentsOf("cron(0 8 ? * 1-5 *)"), workdays);
    assert.deepEqual(momentsOf("0 8 * * FRI-SUN"), [0, 5, 6].map(hour));
    assert.equal(momentsOf("0 8 * * *")!.length, 7);
  });

  it("says so when it cannot read an expression", () => {
    for (const odd of [
      "",
      "rate(1 hour)",
      "*/5 8 * * *",
      "0 8 1 * *",
      "0 8 * * X",
      "0 8-9 * * *",
    ]) {
      assert.equal(momentsOf(odd), undefined, odd);
    }
  });

  it("have a rate in the singular for one, else in the plural", () => {
    assert.deepEqual(parseSchedule("rate(1 minute)"), { kind: "rate", value: 1, unit: "minute" });
    assert.deepEqual(parseSchedule("rate(12 hours)"), { kind: "rate", value: 12, unit: "hour" });
    for (const wrong of ["rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate(1 week)"]) {
      assert.equal(parseSchedule(wrong), undefined, wrong);
    }
  });

  it("are EventBridge's with one of the two days left open, and a time that exists", () => {
    for (const good of ["cron(0/15 8-17 ? JAN,JUL MON-FRI 2026/2)", "cron(0 0 L * ? *)"]) {
      assert.ok(isScheduleExpression(good), good);
    }
    for (const wrong of ["cron(0 12 * * * *)", "cron(60 12 * * ? *)", "at(2030-13-31T12:00:00)"]) {
      assert.ok(!isScheduleExpression(wrong), wrong);
    }
  });

  it("are of Unix for auto scaling, and of EventBridge for schedules", () => {
    assert.deepEqual(
      [isUnixCron("0 18 * * 0-4"), isScheduleExpression("0 18 * * 0-4")],
      [true, false],
    );
    assert.equal(isUnixCron("cron(0 18 ? * SUN-THU *)"), false);
  });

  it("have no moments of a week where only some weeks have them", () => {
    for (const odd of ["cron(0 8 ? * 6#3 *)", "cron(0 8 L * ? *)", "cron(0 8 ? * SUN 2030)"]) {
      assert.equal(momentsOf(odd), undefined, odd);
    }
  });
});
