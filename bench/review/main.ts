/**
 * `npm run bench:review`: a review of all example stacks in one go, as ratios to their previews one after
 * another.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type Session, openSession } from "../../commands/local/session";
import { copyStackConfig, stackNames, writeProject } from "../../commands/local/stacks";
import { review } from "../../commands/review/review";
import { GitProject } from "../labs/git-project";
import { type MeasuredCommand, median, run } from "../measure";
import { readProcessOptions } from "../../commands/shared/options";
import { renderTable } from "../../commands/shared/table";

const root = join(__dirname, "..", "..");

const values = readProcessOptions(
  `npm run bench:review [-- options]: a review of all stacks in one go, as ratios to their previews one after another

Takes half an hour on two cores, and three minutes with one stack.`,
  {
    rounds: { type: "string", default: "3", about: "how often each is measured, in turn" },
    stack: {
      type: "string",
      multiple: true,
      value: "NAME",
      default: stackNames(root),
      about: "a stack to review; may be repeated",
    },
  },
);

const policies = join(root, "policy");
const pack = [
  ...["--policy-pack", join(policies, "start.cjs")],
  ...["--policy-pack-config", join(policies, "config", "dev.json")],
];

/** Seconds for the up and the preview of each stack, one after another, with plain Pulumi commands. */
async function oneAfterAnother(project: GitProject): Promise<{ up: number; preview: number }> {
  const home = mkdtempSync(join(tmpdir(), "holdfast-bench-review-"));
  const sum = { up: 0, preview: 0 };
  try {
    for (const stack of values.stack) {
      const session = await openSession({ home: join(home, stack), log: () => undefined });
      try {
        const pulumi = commandFor(session, project.root, stack);
        await run(pulumi("stack", "init", stack, "--no-select"));
        sum.up += (await run(pulumi("up", "--yes", "--skip-preview"))).seconds;
        sum.preview += (await run(pulumi("preview", ...pack))).seconds;
      } finally {
        await session.close();
      }
    }
  } finally {
    rmSync(home, { recursive: true });
  }
  return sum;
}

function commandFor(session: Session, program: string, stack: string) {
  const cwd = join(session.project, "bench");
  mkdirSync(cwd);
  writeProject(program, cwd);
  copyStackConfig(program, cwd, stack);
  const env = { ...session.env, PULUMI_STACK: stack };
  return (...args: string[]): MeasuredCommand => {
    return { file: session.pulumi, args: [...args, "--non-interactive"], cwd, env };
  };
}

/** Seconds of a review of all the stacks. */
async function reviewed(project: GitProject, parallel: number): Promise<number> {
  const start = process.hrtime.bigint();
  const { stacks } = await review({
    root: project.root,
    base: "main",
    stacks: values.stack,
    parallel,
    log: () => undefined,
    signal: new AbortController().signal,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const other = stacks.find(({ kind }) => kind !== "previewed");
  if (other) throw new Error(`stack ${other.stack} was not previewed: ${JSON.stringify(other)}`);
  return seconds;
}

async function main(): Promise<void> {
  const project = new GitProject({});
  const parallel = availableParallelism();
  const times = new Map<string, number[]>();
  const note = (what: string, seconds: number) =>
    times.set(what, [...(times.get(what) ?? []), seconds]);
  try {
    // A file that all stacks depend on differs, so that none is skipped.
    project.edit("index.ts", "export = async", "// A change.\nexport = async");
    for (let round = 1; round <= Number(values.rounds); round++) {
      process.stderr.write(`round ${round} of ${values.rounds} …\n`);
      const { up, preview } = await oneAfterAnother(project);
      note("previews, one after another", preview);
      note("up and preview, one after another", up + preview);
      note("review, one stack at a time", await reviewed(project, 1));
      note(`review, ${parallel} at a time`, await reviewed(project, parallel));
    }
  } finally {
    project.remove();
  }
  const floor = median(times.get("previews, one after another")!);
  const rows = [...times].map(([what, all]) => [
    what,
    median(all).toFixed(1),
    (median(all) / floor).toFixed(2),
    String(all.length),
  ]);
  console.log(renderTable(["what", "median s", "to previews", "runs"], rows));
  console.log(`stacks: ${values.stack.join(", ")}; all judged by the policy pack`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
