import { writeFileSync } from "node:fs";
import { type Hook, type MochaOptions, type Runner, type Test, reporters } from "mocha";
import type { FileTotals } from "./totals";

interface Counts {
  passed: number;
  failures: string[];
  skipped: number;
  milliseconds: number;
}

/** Mocha's usual report, and the totals of each file as JSON in the file that TEST_TOTALS names. */
export = class CountingReporter extends reporters.Spec {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    const files = new Map<string, Counts>();
    const countsOf = ({ file = "" }: Test | Hook): Counts => {
      const counts = files.get(file) ?? { passed: 0, failures: [], skipped: 0, milliseconds: 0 };
      files.set(file, counts);
      return counts;
    };
    runner.on("pass", (test) => countsOf(test).passed++);
    runner.on("fail", (test) => countsOf(test).failures.push(test.fullTitle()));
    runner.on("pending", (test) => countsOf(test).skipped++);
    for (const event of ["test end", "hook end"] as const) {
      runner.on(event, (one: Test | Hook) => {
        countsOf(one).milliseconds += one.duration ?? 0;
      });
    }
    runner.once("end", () => {
      const totals: FileTotals[] = [...files].map(([file, counts]) => ({ file, ...counts }));
      const target = process.env["TEST_TOTALS"];
      if (target) writeFileSync(target, JSON.stringify(totals));
    });
  }
};
