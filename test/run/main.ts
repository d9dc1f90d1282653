import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { hasColors, outputStyles } from "../../commands/shared/output-styles";
import { CompactCoverage } from "./compact-coverage";
import { checkCoverage } from "./coverage";
import { quietly } from "./quietly";
import { type Missing, prepare } from "./requirements";
import { choose, isWaiting } from "./suites";
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
const isColored = hasColors(undefined, process.env, process.stdout.isTTY === true);

/** Additional checks, as npm scripts. */
const CHECKS = ["typecheck", "lint", "format:check", "docs:check"];

/** Workers for tests that compute: one more than processors, as the engine waits now and then. */
const WORKERS = availableParallelism() + 1;

/** Workers for tests that wait more than they compute. */
const WAITING_WORKERS = availableParallelism();

/**
 * `npm test`: setup, checks and tests, with the sum of their totals on the last line. With names of suites or
 * paths, only those tests; with --all, also those that are too long for every run; with --coverage, also
 * whether each source file is covered.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "holdfast-test-"));
  // Programs that drop root must reach their launchers.
  chmodSync(scratch, 0o755);
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
    options: {
      all: { type: "boolean", default: false },
      coverage: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const specs = choose(specsBelow(TESTS), positionals, values.all);
  const missing = await prepare(specs, join(scratch, "programs"));
  if (missing.length > 0 && strict) return addTotals(missing.map(toFailure));

  const measured = values.coverage ? new CompactCoverage(ROOT, scratch) : undefined;
  const modules = measured ? ["take-coverage.mjs"] : [];
  // Every Node.js process of the tests inherits it.
  const env: NodeJS.ProcessEnv = measured ? { NODE_V8_COVERAGE: measured.raw } : {};
  const leftOut = new Set(missing.flatMap((one) => one.specs));
  const present = specs.filter((spec) => !leftOut.has(spec));
  const computing = present.filter((spec) => !isWaiting(spec));
  const [checks, ...lanes] = await Promise.all([
    Promise.all((positionals.length === 0 ? CHECKS : []).map(check)),
    mocha(computing, { workers: WORKERS, modules, env, totals: join(scratch, "computing.json") }),
    mocha(present.filter(isWaiting), {
      workers: WAITING_WORKERS,
      modules: ["take-priority.mjs", ...modules],
      env,
      totals: join(scratch, "waiting.json"),
    }),
  ]);
  const files = lanes.flatMap((lane) => lane.files);
  heading("suites, with the time of their tests one after another");
  for (const line of renderSuites(files, TESTS)) console.log(line);
  heading("slowest files");
  for (const line of renderSlowest(files, TESTS)) console.log(line);
  measured?.end();
  const covered = measured ? [await covers(measured.measured)] : [];
  const crashes = lanes.map((lane) => crashOf(lane.files, lane.code));
  return addTotals([
    ...files,
    ...crashes,
    ...checks,
    ...covered,
    { ...NONE, skipped: leftOut.size },
  ]);
}

const toFailure = ({ name, reason }: Missing): Totals => failure(`${name}: ${reason}`);

/** All specs, as paths below a folder. */
function specsBelow(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".spec.ts"));
}

interface Lane {
  readonly files: readonly FileTotals[];
  /** Exit code of mocha. */
  readonly code: number | null;
}

/** How specs are run. */
interface LaneSettings {
  /** How many files at a time. */
  readonly workers: number;
  /** Files of this folder that each process of mocha loads. */
  readonly modules: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** File for the totals. */
  readonly totals: string;
}

async function mocha(
  specs: readonly string[],
  { workers, modules, env, totals }: LaneSettings,
): Promise<Lane> {
  if (specs.length === 0) return { files: [], code: 0 };
  const args = [
    require.resolve("mocha/bin/mocha.js"),
    ...["--jobs", String(workers), isColored ? "--color" : "--no-color"],
    ...["--reporter", join(__dirname, "counting-reporter.ts")],
    ...modules.flatMap((file) => ["--require", join(__dirname, file)]),
    ...specs.map((spec) => join("test", spec)),
  ];
  const { code } = await quietly(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, TEST_TOTALS: totals, ...env },
  });
  return { files: readTotals(totals), code };
}

/** Whether the tests have covered each source file, which counts as one test. */
async function covers(folder: string): Promise<Totals> {
  const problems = await checkCoverage(ROOT, folder);
  for (const problem of problems) console.log(`coverage: ${problem}`);
  console.log(`coverage: ${problems.length === 0 ? "passed" : "failed"}`);
  return problems.length === 0 ? { ...NONE, passed: 1 } : failure("coverage");
}

/** A script of npm that counts as one test. */
async function check(name: string): Promise<Totals> {
  const { code } = await quietly("npm", ["run", "--silent", name], {
    cwd: ROOT,
    shell: process.platform === "win32",
  });
  console.log(`${name}: ${code === 0 ? "passed" : "failed"}`);
  return code === 0 ? { ...NONE, passed: 1 } : failure(name);
}

function heading(name: string): void {
  console.log(styles.heading(`\n== ${name}`));
}
