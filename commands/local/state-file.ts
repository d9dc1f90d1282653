import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A resource in the state. */
interface StoredResource {
  readonly urn: string;
  readonly id?: string;
}

/** The parts of a stack's file in the file backend that local runs read. */
interface StateFile {
  readonly resources?: readonly StoredResource[];
  readonly pending_operations?: readonly unknown[];
}

/** Path of a stack's state in the file backend below a local home. */
export const stateFile = (home: string, project: string, stack: string): string =>
  join(home, "backend", ".pulumi", "stacks", project, `${stack}.json`);

/** The state in a file; empty without a file. Throws with a remedy if it is damaged. */
export function readState(file: string): StateFile {
  if (!existsSync(file)) return {};
  const state = parse(file);
  if (!state) {
    throw new Error(
      `${file} is damaged. Restore it from its last intact backup: npm run local -- refresh --stack ` +
        basename(file, ".json"),
    );
  }
  return state;
}

/**
 * Replaces a truncated state, as after a full disk, with a backup, and returns the backup's path; undefined
 * if the state is intact. The newest backup is the engine's own, of the version before the last; a disk that
 * stays full truncates it as well. The other one is from the start of the last command. Throws with a remedy
 * if neither is intact.
 */
export function restoreState(home: string, project: string, stack: string): string | undefined {
  const file = stateFile(home, project, stack);
  if (!existsSync(file) || parse(file)) return undefined;
  const backups = [`${file}.bak`, keptFile(home, project, stack)];
  const backup = backups.find((one) => existsSync(one) && parse(one));
  if (!backup) {
    throw new Error(
      `${file} is damaged, and so are its backups. Delete the folder ${home} to start ` +
        "with no stacks and an empty simulated AWS account",
    );
  }
  replace(file, backup);
  return backup;
}

/** Keeps a copy of a stack's state, in case a command truncates it. */
export function keepState(home: string, project: string, stack: string): void {
  const file = stateFile(home, project, stack);
  if (existsSync(file)) replace(keptFile(home, project, stack), file);
}

const keptFile = (home: string, project: string, stack: string): string =>
  join(home, "states", project, `${stack}.json`);

/** Atomically: a kill leaves the file unchanged. */
function replace(file: string, by: string): void {
  const copy = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(by, copy);
  renameSync(copy, file);
}

function parse(file: string): StateFile | undefined {
  try {
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
      checkpoint?: { latest?: StateFile };
    };
    return checkpoint && (checkpoint.latest ?? {});
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
