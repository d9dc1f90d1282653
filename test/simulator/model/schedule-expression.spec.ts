import assert from "node:assert/strict";
import { scheduleExpression, timeZone } from "../../../simulator/model/schedule-expression";

describe("Schedule expressions", () => {
  for (const good of [
    "rate(1 minute)",
    "rate(5 minutes)",
    "rate(12 hours)",
    "cron(0 12 * * ? *)",
    "cron(0/15 8-17 ? JAN,JUL MON-FRI 2026/2)",
    "cron(0 0 L * ? *)",
    "cron(0 0 ? * 6#3 *)",
    "cron(0 0 15W * ? *)",
    "at(2030-01-31T12:00:00)",
  ]) {
    it(`can be ${good}`, () => {
      assert.equal(scheduleExpression(good), undefined);
    });
  }

  for (const bad of [
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(1 week)",
    "cron(0 12 * * *)",
    "cron(0 12 * * * *)",
    "cron(0 12 ? * ? *)",
    "cron(60 12 * * ? *)",
    "cron(0 12 * FOO ? *)",
    "cron(0/0 12 * * ? *)",
    "at(2030-01-31)",
    "at(2030-13-31T12:00:00)",
    "every minute",
    "",
  ]) {
    it(`fails when it is "${bad}"`, () => {
      assert.ok(scheduleExpression(bad)?.startsWith(`Invalid Schedule Expression ${bad}`));
    });
  }

  it("fails when a time zone is unknown", () => {
    assert.equal(timeZone("Europe/Berlin"), undefined);
    assert.equal(timeZone("Mars/Base"), 'Invalid Schedule Expression Timezone "Mars/Base"');
  });
});
