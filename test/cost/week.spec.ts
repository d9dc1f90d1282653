import assert from "node:assert/strict";
import { hoursInMonth, monthlyHours, weekOf } from "../../cost/week";
import { momentsOf } from "../../stack/schedule-expression";

const week = (start: string, stop: string) => weekOf(momentsOf(start)!, momentsOf(stop)!);

describe("week", () => {
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
