import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs git in a folder and returns its output. Throws with git's message. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("git", args, { cwd: folder, maxBuffer: Infinity });
    return stdout;
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw new Error(`git ${args[0]} failed: ${stderr.trim() || message}`, { cause: error });
  }
}

const lines = (text: string): string[] => text.split("\0").filter((line) => line !== "");

/**
 * The merge base of the base and the head, so that later commits of the base do not count as changes.
 *
 * @throws {Error} if the base is unknown in this clone, or its history is too shallow
 */
export async function findBase(root: string, base: string): Promise<string> {
  const resolve = (name: string): Promise<string> =>
    git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
  const tip = await resolve(base)
    .catch(() => resolve(`origin/${base}`))
    .catch(() => {
      throw new Error(
        `--base ${base}: not a branch, tag or commit in this clone. Fetch it first, such as with ` +
          `\`git fetch origin ${base}\``,
      );
    });
  try {
    return (await git(root, "merge-base", tip.trim(), "HEAD")).trim();
  } catch {
    throw new Error(
      `--base ${base}: no common history with HEAD in this clone. If it is a shallow clone, ` +
        "`git fetch --unshallow` gets the rest (in GitHub's checkout action: fetch-depth: 0)",
    );
  }
}

/** The files that differ between a commit and the working tree, new ones too. */
export async function changedFiles(root: string, commit: string): Promise<string[]> {
  const [tracked, fresh] = await Promise.all([
    git(root, "diff", "--name-only", "--no-renames", "-z", commit, "--"),
    git(root, "ls-files", "--others", "--exclude-standard", "-z"),
  ]);
  return [...new Set([...lines(tracked), ...lines(fresh)])].sort();
}

/** The files in the top folder of a commit. */
export const filesAt = async (root: string, commit: string): Promise<string[]> =>
  lines(await git(root, "ls-tree", "--name-only", "-z", commit));

/** Checks a commit out into a new folder, and returns the function that removes it. */
export async function addWorktree(
  root: string,
  commit: string,
  folder: string,
): Promise<() => Promise<void>> {
  // Worktrees of killed runs, whose folders no longer exist.
  await git(root, "worktree", "prune");
  await git(root, "worktree", "add", "--quiet", "--detach", folder, commit);
  return async () => void (await git(root, "worktree", "remove", "--force", folder));
}
