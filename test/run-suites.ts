import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pc from "picocolors";
import { obtainEngine } from "../local/engine/obtain";
import { ensureSystemPackages } from "./system-packages";

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The titles of what failed. */
  readonly failures: readonly string[];
}

const PASSED: Totals = { passed: 1, failed: 0, skipped: 0, failures: [] };
const failure = (title: string): Totals => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: [title],
});

const ROOT = join(__dirname, "..");
const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY);

/** `npm test`: the set-up, all suites, and the sum of their totals on the last line. */
export async function main(): Promise<void> {
  const missing = await ensureSystemPackages();
  const totals = [
    await script("typecheck"),
    await script("lint"),
    await script("format:check"),
    await suite("unit tests", []),
    await suite("tests of programs that take seconds", ["--config", ".mocharc.programs.json"]),
    await suite("instance tests", ["--config", ".mocharc.instance.json"]),
    await suite("lab tests", ["--config", ".mocharc.lab.json"]),
    await suite("rehearsals", ["--config", ".mocharc.drill.json"]),
    await suite("browser tests", ["--config", ".mocharc.browser.json"]),
    await suite("image tests", ["--config", ".mocharc.image.json"]),
    await engineSuite(),
  ];
  const strict = process.env["CI"] === "true";
  if (strict) {
    totals.push(...missing.map(({ command }) => failure(`${command} is missing`)));
  }
  const sum = addTotals(totals);
  if (sum.failures.length > 0) heading("failed");
  for (const title of sum.failures) console.log(`  ${title}`);
  console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  process.exitCode = isSuccess(sum, strict) ? 0 : 1;
}

export function addTotals(totals: readonly Totals[]): Totals {
  return totals.reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: sum.skipped + one.skipped,
    failures: [...sum.failures, ...one.failures],
  }));
}

/** Nothing failed, something ran, and where that is strict, nothing was left out. */
export function isSuccess({ passed, failed, skipped }: Totals, strict: boolean): boolean {
  return failed === 0 && passed > 0 && !(strict && skipped > 0);
}

/** Totals of a suite as the reporter wrote them. A run that ended badly without a failed test has crashed: one failure. */
export function readTotals(name: string, file: string, exitCode: number | null): Totals {
  const crash = failure(`${name}: ended with exit code ${exitCode}`);
  if (!existsSync(file)) return crash;
  const totals = JSON.parse(readFileSync(file, "utf8")) as Totals;
  return exitCode !== 0 && totals.failed === 0 ? addTotals([totals, crash]) : totals;
}

/** An npm script that counts as one test. */
async function script(name: string): Promise<Totals> {
  heading(name);
  const code = await run("npm", ["run", "--silent", name]);
  return code === 0 ? PASSED : failure(name);
}

async function engineSuite(): Promise<Totals> {
  heading("the Pulumi engine");
  try {
    await obtainEngine();
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    return failure("the Pulumi engine");
  }
  return suite("engine tests", ["--config", ".mocharc.engine.json"]);
}

async function suite(name: string, args: readonly string[]): Promise<Totals> {
  heading(name);
  const folder = mkdtempSync(join(tmpdir(), "holdfast-test-"));
  const totals = join(folder, "totals.json");
  const reporter = join(__dirname, "support", "counting-reporter.ts");
  try {
    const mocha = [require.resolve("mocha/bin/mocha.js"), ...args, "--reporter", reporter];
    const code = await run(process.execPath, mocha, { TEST_TOTALS: totals });
    return readTotals(name, totals, code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function heading(name: string): void {
  console.log(colors.bold(`\n== ${name}`));
}

async function run(
  command: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<number | null> {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...variables },
    stdio: "inherit",
    shell: command === "npm" && process.platform === "win32",
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}
