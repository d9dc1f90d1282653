import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { temporaryFolder, writeText } from "../commands/local/fakes";
import {
  type FileTotals,
  NONE,
  addTotals,
  crashOf,
  failure,
  isSuccess,
  readTotals,
  renderSlowest,
  renderSuites,
} from "./totals";

const totals = (passed: number, skipped: number, failures: string[] = []) => ({
  passed,
  skipped,
  failures,
});

const timed = (file: string, milliseconds: number, failures: string[] = []): FileTotals => ({
  ...totals(2, 0, failures),
  file: `/tests/${file}`,
  milliseconds,
});

describe("totals of a run", () => {
  const folder = temporaryFolder();

  it("are added up", () => {
    assert.deepEqual(
      addTotals([totals(1, 3, ["a", "b"]), totals(10, 30, ["c"])]),
      totals(11, 33, ["a", "b", "c"]),
    );
    assert.deepEqual(addTotals([]), NONE);
  });

  it("are a success when something passed and nothing failed", () => {
    assert.equal(isSuccess(totals(1, 1), false), true);
    assert.equal(isSuccess(totals(5, 0, ["a"]), false), false);
    assert.equal(isSuccess(totals(0, 0), false), false);
    assert.equal(isSuccess(totals(0, 5), false), false);
  });

  it("are a failure when something was left out and that is not allowed", () => {
    assert.equal(isSuccess(totals(5, 1), true), false);
    assert.equal(isSuccess(totals(5, 0), true), true);
  });

  it("have one failure for a run that ends without totals", () => {
    assert.deepEqual(crashOf(readTotals(folder("none.json")), 1), failure("mocha: exit code 1"));
  });

  it("have one failure more for a crash after tests that passed", () => {
    assert.deepEqual(crashOf([totals(5, 0)], 0), NONE);
    assert.deepEqual(crashOf([totals(5, 0, ["a"])], 1), NONE);
    assert.deepEqual(crashOf([totals(5, 0)], null), failure("mocha: exit code null"));
  });

  it("are printed by suite, with the slowest files", () => {
    const files = [
      timed("engine/b.spec.ts", 2000, ["fails"]),
      timed("engine/a.spec.ts", 61_000),
      timed("x.spec.ts", 40),
    ];
    assert.deepEqual(renderSuites(files, "/tests"), [
      "engine       63.0 s  4 passed, 1 failed, 0 skipped",
      "unit          0.0 s  2 passed, 0 failed, 0 skipped",
    ]);
    assert.deepEqual(renderSlowest(files, "/tests", 2), [
      " 61.0 s  engine/a.spec.ts",
      "  2.0 s  engine/b.spec.ts",
    ]);
  });

  it("come from mocha itself, file by file, beside its usual report", () => {
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
    const { stdout } = spawnSync(
      process.execPath,
      [
        ...[require.resolve("mocha/bin/mocha.js"), "--no-config", "--require", "tsx", spec],
        ...["--reporter", join(__dirname, "counting-reporter.ts")],
      ],
      { env: { ...process.env, TEST_TOTALS: folder("totals.json") }, encoding: "utf8" },
    );
    assert.match(stdout, /2 passing/);
    const [file, ...others] = readTotals(folder("totals.json"));
    assert.deepEqual(others, []);
    const { milliseconds, ...counts } = file!;
    assert.ok(milliseconds >= 0);
    assert.deepEqual(counts, {
      file: spec,
      ...totals(2, 1, ["suite breaks", 'suite hook "before all" hook for "waits"']),
    });
  });
});
