import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { temporaryFolder, writeText } from "./local/fakes";
import { addTotals, isSuccess, readTotals } from "./run-suites";

const totals = (passed: number, failed: number, skipped: number, failures: string[] = []) => ({
  passed,
  failed,
  skipped,
  failures,
});

describe("run of all suites", () => {
  const folder = temporaryFolder();

  it("adds totals up", () => {
    assert.deepEqual(
      addTotals([totals(1, 2, 3, ["a", "b"]), totals(10, 1, 30, ["c"])]),
      totals(11, 3, 33, ["a", "b", "c"]),
    );
  });

  it("succeeds when something passed and nothing failed", () => {
    assert.equal(isSuccess(totals(1, 0, 1), false), true);
    assert.equal(isSuccess(totals(5, 1, 0), false), false);
    assert.equal(isSuccess(totals(0, 0, 0), false), false);
    assert.equal(isSuccess(totals(0, 0, 5), false), false);
  });

  it("fails when something was left out and that is not allowed", () => {
    assert.equal(isSuccess(totals(5, 0, 1), true), false);
    assert.equal(isSuccess(totals(5, 0, 0), true), true);
  });

  it("counts a suite that ends without totals as one failure", () => {
    assert.deepEqual(
      readTotals("some", folder("totals.json"), 1),
      totals(0, 1, 0, ["some: ended with exit code 1"]),
    );
  });

  it("counts a crash after tests that passed as one failure", () => {
    const file = writeText(folder("totals.json"), JSON.stringify(totals(5, 0, 0)));
    assert.deepEqual(readTotals("some", file, 0), totals(5, 0, 0));
    assert.deepEqual(
      readTotals("some", file, null),
      totals(5, 1, 0, ["some: ended with exit code null"]),
    );
  });

  it("has the totals from mocha itself, beside its usual report", () => {
    const spec = writeText(
      folder("some.spec.js"),
      `describe("suite", () => {
         it("passes", () => {});
         it("passes too", () => {});
         it("breaks", () => { throw new Error("broken"); });
         it("is left out");
         describe("hook", () => { before(() => { throw new Error("hook"); }); it("waits", () => {}); });
       });`,
    );
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        ...[require.resolve("mocha/bin/mocha.js"), "--no-config", "--require", "tsx", spec],
        ...["--reporter", join(__dirname, "support", "counting-reporter.ts")],
      ],
      { env: { ...process.env, TEST_TOTALS: folder("totals.json") }, encoding: "utf8" },
    );
    assert.match(stdout, /2 passing/);
    assert.deepEqual(
      readTotals("some", folder("totals.json"), status),
      totals(2, 2, 1, ["suite breaks", 'suite hook "before all" hook for "waits"']),
    );
  });
});
