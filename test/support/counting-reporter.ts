import { writeFileSync } from "node:fs";
import { type MochaOptions, type Runner, reporters } from "mocha";

/** Mocha's usual report, and its totals and the titles of failed tests as JSON in the file that TEST_TOTALS names. */
export = class CountingReporter extends reporters.Spec {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    const failures: string[] = [];
    runner.on("fail", (test) => failures.push(test.fullTitle()));
    runner.once("end", () => {
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      const file = process.env["TEST_TOTALS"];
      if (file) {
        writeFileSync(file, JSON.stringify({ passed, failed, skipped, failures }));
      }
    });
  }
};
