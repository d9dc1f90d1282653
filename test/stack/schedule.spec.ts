import assert from "node:assert/strict";
import { hoursInMonth, momentsOf, monthlyHours, weekOf } from "../../stack/schedule";

const week = (start: string, stop: string) => weekOf(momentsOf(start)!, momentsOf(stop)!);

describe("schedule", () => {
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

  it("counts 220 of 744 hours for Sunday to Thursday, 8 to 18, in August 2018", () => {
    const jumpbox = week("0 8 * * 0,1,2,3,4", "0 18 * * 0,1,2,3,4");
    assert.deepEqual(hoursInMonth(jumpbox, 2018, 8), { on: 220, all: 744 });
    assert.equal(monthlyHours(jumpbox).toFixed(), "217.261905");
  });

  it("counts nights that reach into the next day, week and month", () => {
    const nights = week("0 20 * * 6", "0 6 * * 0");
    assert.equal(monthlyHours(nights).toFixed(), "43.452381");
    // September 2018 begins on a Saturday and ends on a Sunday.
    assert.equal(hoursInMonth(nights, 2018, 9).on, 50);
  });

  it("is always on where nothing stops it", () => {
    assert.equal(monthlyHours(weekOf([0], [])).toFixed(), "730");
  });
});
