import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A resource as the state has it. */
interface StoredResource {
  readonly urn: string;
  readonly id?: string;
}

/** What the file backend keeps of a stack, as far as local runs read it. */
interface StateFile {
  readonly resources?: readonly StoredResource[];
  readonly pending_operations?: readonly unknown[];
}

/** Where the file backend below a local home keeps the state of a stack. */
export const stateFile = (home: string, project: string, stack: string): string =>
  join(home, "backend", ".pulumi", "stacks", project, `${stack}.json`);

/** The state in a file; empty if there is no file. Throws with what to do if it is damaged. */
export function readState(file: string): StateFile {
  if (!existsSync(file)) return {};
  const state = parse(file);
  if (!state) {
    throw new Error(
      `${file} is damaged. Restore it from its last whole backup: npm run local -- refresh --stack ` +
        basename(file, ".json"),
    );
  }
  return state;
}

/**
 * Puts a backup in the place of a state that was cut off, as on a full disk, and returns its path;
 * undefined if the state is whole. The newest is the engine's own, the version before the last, which a disk
 * that stays full cuts off as well; the other one is of the start of the last command. Throws with what to do
 * if neither is whole.
 */
export function restoreState(home: string, project: string, stack: string): string | undefined {
  const file = stateFile(home, project, stack);
  if (!existsSync(file) || parse(file)) return undefined;
  const backups = [`${file}.bak`, keptFile(home, project, stack)];
  const backup = backups.find((one) => existsSync(one) && parse(one));
  if (!backup) {
    throw new Error(
      `${file} is damaged, and none of its backups is whole. Delete the folder ${home} to start ` +
        "with no stacks and an empty simulated AWS account",
    );
  }
  replace(file, backup);
  return backup;
}

/** Keeps a copy of a stack's state, for when a command cuts it off. */
export function keepState(home: string, project: string, stack: string): void {
  const file = stateFile(home, project, stack);
  if (existsSync(file)) replace(keptFile(home, project, stack), file);
}

const keptFile = (home: string, project: string, stack: string): string =>
  join(home, "states", project, `${stack}.json`);

/** At once: what is killed in between leaves the file as it was. */
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
