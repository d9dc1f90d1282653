import { execFile } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { obtainEngine } from "../shared/engine/obtain";
import { type Log, timed } from "../shared/progress";
import { stackNames } from "../local/stacks";
import { isAffected, stacksIn } from "./affected-stacks";
import { addWorktree, changedFiles, filesAt, findBase } from "./git";
import { inParallel } from "./in-parallel";
import { reviewStack } from "./review-stack";
import type { Review, StackReview } from "./stack-review";

interface ReviewOptions {
  /** Root of the project; its working tree is the head. */
  readonly root: string;
  /** Branch, tag or commit. */
  readonly base: string;
  /** Names of stacks. @default - all that have a Pulumi.<name>.yaml in the base or the head */
  readonly stacks?: readonly string[] | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** How many stacks at once. @default - as many as there are processors */
  readonly parallel?: number;
}

/**
 * Reviews a working tree against its merge base, stack by stack. Skips stacks that the change cannot affect.
 *
 * @throws {Error} if the base or a stack is unknown, or no engine can be obtained
 */
export async function review({
  root,
  base,
  stacks,
  log,
  signal,
  parallel = availableParallelism(),
}: ReviewOptions): Promise<Review> {
  const commit = await findBase(root, base);
  const [changed, before] = await Promise.all([changedFiles(root, commit), filesAt(root, commit)]);
  const known = [...new Set([...stackNames(root), ...stacksIn(before)])].sort();
  const unknown = stacks?.filter((stack) => !known.includes(stack)) ?? [];
  if (unknown.length > 0) {
    throw new Error(
      `--stack ${unknown.join(", ")}: Pulumi.${unknown[0]}.yaml exists neither here nor in ` +
        `${base}; stacks with one: ${known.join(", ") || "none"}`,
    );
  }
  const wanted = known.filter((stack) => stacks?.includes(stack) ?? true);
  const affected = wanted.filter((stack) => isAffected(stack, changed));
  const quiet = wanted.filter((stack) => !affected.includes(stack));
  if (quiet.length > 0) log(`nothing changed: ${quiet.join(", ")}`);
  const reviewed = await reviewAffected(affected, { root, commit, parallel, log, signal });
  const found = (stack: string): StackReview => reviewed.get(stack) ?? { kind: "unchanged", stack };
  return { base, commit, stacks: wanted.map(found) };
}

async function reviewAffected(
  stacks: readonly string[],
  {
    root,
    commit,
    parallel,
    log,
    signal,
  }: Omit<ReviewOptions, "base"> & { commit: string; parallel: number },
): Promise<Map<string, StackReview>> {
  if (stacks.length === 0) return new Map();
  await obtainEngine({ log });
  const own = join(root, ".holdfast");
  await mkdir(own, { recursive: true });
  const scratch = await mkdtemp(join(own, "review-"));
  const base = join(scratch, "base");
  const removeWorktree = await addWorktree(root, commit, base);
  try {
    await shareDependencies(root, base, log);
    const reviews = await inParallel(stacks, parallel, async (stack) => {
      const started = performance.now();
      const found = await reviewStack(stack, {
        head: root,
        base,
        log,
        signal,
        scratch: join(scratch, "stacks"),
      });
      log(`${stack}: done in ${Math.round((performance.now() - started) / 1000)} s`);
      return found;
    });
    return new Map(reviews.map((one) => [one.stack, one]));
  } finally {
    await removeWorktree();
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Installs the base's dependencies: reuses the head's if the lockfiles are the same, else installs from its
 * lockfile.
 */
async function shareDependencies(head: string, base: string, log: Log): Promise<void> {
  const locked = (root: string): string => readFileSync(join(root, "package-lock.json"), "utf8");
  if (locked(head) === locked(base)) {
    symlinkSync(join(head, "node_modules"), join(base, "node_modules"), "junction");
    return;
  }
  const install = ["ci", "--omit=dev", "--ignore-scripts", "--loglevel=error"];
  await timed(log, "Installing the dependencies of the base", () =>
    promisify(execFile)("npm", install, { cwd: base, shell: process.platform === "win32" }),
  );
}
