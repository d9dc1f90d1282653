import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { SUITES, suiteOf } from "./suites";

export interface Totals {
  readonly passed: number;
  readonly skipped: number;
  /** The titles of the tests that failed. */
  readonly failures: readonly string[];
}

/** Totals of a spec file, with the time that its tests and hooks took. */
export interface FileTotals extends Totals {
  /** Absolute path; empty for tests without a file. */
  readonly file: string;
  readonly milliseconds: number;
}

export const NONE: Totals = { passed: 0, skipped: 0, failures: [] };

export const failure = (title: string): Totals => ({ ...NONE, failures: [title] });

export function addTotals(totals: readonly Totals[]): Totals {
  return totals.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      skipped: sum.skipped + one.skipped,
      failures: [...sum.failures, ...one.failures],
    }),
    NONE,
  );
}

/** Whether no test failed, at least one passed, and in strict mode none was skipped. */
export function isSuccess({ passed, failures, skipped }: Totals, strict: boolean): boolean {
  return failures.length === 0 && passed > 0 && !(strict && skipped > 0);
}

/** Totals by file, from the reporter; empty if mocha did not complete. */
export function readTotals(file: string): readonly FileTotals[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as FileTotals[]) : [];
}

/** Failures by mocha's exit code: a failure without a failed test is a crash. */
export function crashOf(totals: readonly Totals[], exitCode: number | null): Totals {
  const isExplained = totals.length > 0 && totals.some(({ failures }) => failures.length > 0);
  return exitCode === 0 || isExplained ? NONE : failure(`mocha: exit code ${exitCode}`);
}

/** A line for each suite: its totals, and the seconds that its tests took, one after another. */
export function renderSuites(files: readonly FileTotals[], root: string): string[] {
  const specOf = ({ file }: FileTotals): string => relative(root, file);
  return SUITES.flatMap(({ name }) => {
    const own = files.filter((one) => one.file !== "" && suiteOf(specOf(one)) === name);
    if (own.length === 0) return [];
    const { passed, failures, skipped } = addTotals(own);
    const counts = `${passed} passed, ${failures.length} failed, ${skipped} skipped`;
    return [`${name.padEnd(10)}  ${seconds(own).padStart(7)}  ${counts}`];
  });
}

/** A line for each of the slowest files, the slowest first. */
export function renderSlowest(files: readonly FileTotals[], root: string, count = 10): string[] {
  return [...files]
    .filter(({ file }) => file !== "")
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, count)
    .map((one) => `${seconds([one]).padStart(7)}  ${relative(root, one.file)}`);
}

function seconds(files: readonly FileTotals[]): string {
  const sum = files.reduce((total, { milliseconds }) => total + milliseconds, 0);
  return `${(sum / 1000).toFixed(1)} s`;
}
