import assert from "node:assert/strict";
import { FAILED, renderInstalled, renderTimes, totalsIn } from "./report";

describe("report of the bare machine", () => {
  it("finds the totals on the last line only", () => {
    const totals = "12 passed, 0 failed, 3 skipped";
    assert.equal(totalsIn(`> test\n\n${totals}\n`), totals);
    assert.equal(totalsIn(FAILED), FAILED);
    assert.equal(totalsIn(`${totals}\nKilled\n`), undefined);
    assert.equal(totalsIn(""), undefined);
  });

  it("shows what each step took, and all of them", () => {
    const steps = [
      { name: "bare machine", seconds: 113.4 },
      { name: "git clone", seconds: 0.6 },
    ];
    assert.deepEqual(renderTimes(steps), [
      "step                time",
      "bare machine  1 min 53 s",
      "git clone            1 s",
      "all           1 min 54 s",
    ]);
  });

  it("lists the packages that are new, on lines that fit a terminal", () => {
    const names = Array.from({ length: 30 }, (_, index) => `package-${index}`);
    const lines = renderInstalled(["apt", "git"], ["apt", "git", ...names]);
    assert.equal(lines[0], "Packages installed during the run: 30");
    assert.ok(lines.length > 3 && lines.every((line) => line.length <= 100));
    assert.deepEqual(lines.slice(1).join(" ").trim().split(/\s+/), names);
    assert.deepEqual(renderInstalled(["apt"], ["apt"]), ["Packages installed during the run: 0"]);
  });
});
