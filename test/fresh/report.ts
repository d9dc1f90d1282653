import { textLines } from "../../commands/shared/table";

/** One timed step. */
export interface Step {
  readonly name: string;
  readonly seconds: number;
}

export const FAILED = "0 passed, 1 failed, 0 skipped";

const TOTALS = /^\d+ passed, \d+ failed, \d+ skipped$/;

/** The last line of `npm test`'s output, if it has the totals. */
export function totalsIn(output: string): string | undefined {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  return TOTALS.test(last) ? last : undefined;
}

/** The times of the steps as a table, with their sum. */
export function renderTimes(steps: readonly Step[]): string[] {
  const sum = steps.reduce((total, { seconds }) => total + seconds, 0);
  return textLines(
    [{ title: "step" }, { title: "time", isNumber: true }],
    [...steps, { name: "all", seconds: sum }].map(({ name, seconds }) => [name, duration(seconds)]),
  );
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The new packages, in lines of at most 100 characters. */
export function renderInstalled(before: readonly string[], after: readonly string[]): string[] {
  const old = new Set(before);
  const added = after.filter((name) => !old.has(name));
  const lines: string[] = [];
  for (const name of added) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length > 98) lines.push(`  ${name}`);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return [`Packages installed during the run: ${added.length}`, ...lines];
}
