import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { transformSync } from "esbuild";
import { quietly } from "./quietly";

/** The minimum share of lines that tests run, for each source file: files that are only loaded have less. */
const FLOOR = 50;

const FOLDERS = ["bin", "commands", "components", "cost", "lambda", "policy", "simulator", "stack"];

/** Files whose test runs are not measured. */
const UNMEASURED = [
  // Tests run them in a copy of the project, as a bundle and as the built package.
  ...["commands/local/help.ts", "commands/local/installed.ts", "commands/local/main.ts"],
  ...["commands/local/start.mjs", "commands/policies/main.ts", "commands/build/main.ts"],
  ...["lambda/check-pool/handler.ts", "lambda/follow-addresses/handler.ts"],
  // A process that a signal ends writes no coverage.
  ...["commands/drill/lab/client.ts", "commands/drill/lab/dns-front.ts"],
  ...["policy/index.ts", "policy/start.cjs"],
  // Tests call what they call: one needs AWS, the other an engine and a lab.
  ...["commands/drill/aws/main.ts", "commands/drill/command.ts"],
];

interface Summary {
  readonly lines: { readonly pct: number };
}

/**
 * Reads the output of NODE_V8_COVERAGE, and returns the problems: source files of which the tests run too few
 * lines, and unneeded exceptions.
 */
export async function checkCoverage(
  root: string,
  measured: string,
  unmeasured: readonly string[] = UNMEASURED,
): Promise<readonly string[]> {
  const reports = await mkdtemp(join(tmpdir(), "holdfast-coverage-"));
  try {
    const { code } = await quietly(
      process.execPath,
      [
        require.resolve("c8/bin/c8.js"),
        ...["report", "--all", "--merge-async", "--temp-directory", measured],
        ...["--reporter", "json-summary", "--reports-dir", reports],
        ...FOLDERS.flatMap((folder) => ["--include", `${folder}/**`]),
        ...["ts", "mjs", "cjs"].flatMap((extension) => ["--extension", `.${extension}`]),
      ],
      { cwd: root, env: { ...process.env, NODE_V8_COVERAGE: "" } },
    );
    if (code !== 0) return [`c8 ended with ${code}`];
    const text = readFileSync(join(reports, "coverage-summary.json"), "utf8");
    return Object.entries(JSON.parse(text) as Record<string, Summary>)
      .filter(([file]) => file !== "total" && !isBuilt(relative(root, file)) && hasCode(file))
      .flatMap(([file, { lines }]) => problemOf(relative(root, file), lines.pct, unmeasured));
  } finally {
    await rm(reports, { recursive: true });
  }
}

function problemOf(file: string, percent: number, unmeasured: readonly string[]): string[] {
  const isLow = percent < FLOOR;
  if (unmeasured.includes(file)) return isLow ? [] : [`${file} needs no exception`];
  return isLow ? [`${file}: tests run ${percent} % of its lines, below ${FLOOR} %`] : [];
}

/** `npm run build` has made it from sources that are measured themselves. */
const isBuilt = (file: string): boolean => file.startsWith("components/dist/");

/** Types alone are gone once they are compiled, and nothing can run them. */
const hasCode = (file: string): boolean =>
  transformSync(readFileSync(file, "utf8"), { loader: "ts" }).code.trim() !== "";
