import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { outputStyles } from "../../local/output-styles";
import { type Missing, prepare } from "./requirements";
import { choose } from "./suites";
import {
  type FileTotals,
  NONE,
  type Totals,
  addTotals,
  crashOf,
  failure,
  isSuccess,
  readTotals,
  renderSlowest,
  renderSuites,
} from "./totals";

const TESTS = dirname(__dirname);
const ROOT = dirname(TESTS);
const styles = outputStyles();

/** What is checked beside the tests, as scripts of npm. */
const CHECKS = ["typecheck", "lint", "format:check"];

/** Labs and the engine wait more than they compute: more workers than processors keep these busy. */
const WORKERS = 2 * availableParallelism();

/**
 * `npm test`: the set-up, the checks and the tests, and the sum of their totals on the last line. With
 * names of suites or paths, only those tests; with --all, also those that are too long for every run.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "holdfast-test-"));
  process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
  let totals: Totals;
  const strict = process.env["CI"] === "true";
  try {
    totals = await run(argv, strict, scratch);
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    totals = failure("npm test");
  }
  if (totals.failures.length > 0) heading("failed");
  for (const title of totals.failures) console.log(`  ${title}`);
  const { passed, failures, skipped } = totals;
  console.log(`\n${passed} passed, ${failures.length} failed, ${skipped} skipped`);
  process.exitCode = isSuccess(totals, strict) ? 0 : 1;
}

async function run(argv: readonly string[], strict: boolean, scratch: string): Promise<Totals> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { all: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const specs = choose(specsBelow(TESTS), positionals, values.all);
  const missing = await prepare(specs, join(scratch, "programs"));
  if (missing.length > 0 && strict) return addTotals(missing.map(toFailure));

  const leftOut = new Set(missing.flatMap((one) => one.specs));
  const present = specs.filter((spec) => !leftOut.has(spec));
  const checks = positionals.length === 0 ? CHECKS : [];
  const [files, code, ...checked] = await tested(present, checks, join(scratch, "totals.json"));
  heading("suites, with the time of their tests one after another");
  for (const line of renderSuites(files, TESTS)) console.log(line);
  heading("slowest files");
  for (const line of renderSlowest(files, TESTS)) console.log(line);
  return addTotals([
    ...files,
    crashOf(files, code),
    ...checked,
    { ...NONE, skipped: leftOut.size },
  ]);
}

const toFailure = ({ name, reason }: Missing): Totals => failure(`${name}: ${reason}`);

/** All specs, as paths below a folder. */
function specsBelow(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".spec.ts"));
}

/** Runs the checks beside the tests. */
async function tested(
  specs: readonly string[],
  checks: readonly string[],
  target: string,
): Promise<[readonly FileTotals[], number | null, ...Totals[]]> {
  const checked = checks.map(check);
  const code = specs.length === 0 ? 0 : await mocha(specs, target);
  return [readTotals(target), code, ...(await Promise.all(checked))];
}

async function mocha(specs: readonly string[], target: string): Promise<number | null> {
  const reporter = join(__dirname, "counting-reporter.ts");
  const files = specs.map((spec) => join("test", spec));
  const options = ["--jobs", String(WORKERS), "--reporter", reporter];
  const child = spawn(
    process.execPath,
    [require.resolve("mocha/bin/mocha.js"), ...options, ...files],
    { cwd: ROOT, env: { ...process.env, TEST_TOTALS: target }, stdio: "inherit" },
  );
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

/** A script of npm that counts as one test. What it prints is shown when it has ended. */
async function check(name: string): Promise<Totals> {
  const child = spawn("npm", ["run", "--silent", name], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (some: string) => (text += some));
  }
  const [code] = (await once(child, "close")) as [number | null];
  heading(`${name}: ${code === 0 ? "passed" : "failed"}`);
  process.stdout.write(text);
  return code === 0 ? { ...NONE, passed: 1 } : failure(name);
}

function heading(name: string): void {
  console.log(styles.heading(`\n== ${name}`));
}
