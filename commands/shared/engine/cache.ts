import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import envPaths from "env-paths";
import lockfile from "proper-lockfile";
import type { Log } from "../progress";
import { ENGINE, LANGUAGE_HOST, inspectEngine, isExecutable } from "./inspect";

/** Where engines are kept for all checkouts of a user, in the cache folder of the platform. */
export const engineCache = (): string => join(envPaths("holdfast", { suffix: "" }).cache, "engine");

/** The engine in a folder that `publish` filled, or undefined if there is none. */
export function publishedEngine(folder: string): string | undefined {
  const files = [ENGINE, LANGUAGE_HOST].map((name) => join(folder, "bin", name));
  return files.every(isExecutable) ? files[0] : undefined;
}

/** Software that a folder can hold. */
export interface Kept {
  readonly name: string;
  /** What must be in `bin`; the first is what `publish` answers. */
  readonly executables: readonly [string, ...string[]];
  /** Throws if what is there is not fit for use. */
  readonly inspect: (bin: string) => Promise<unknown>;
}

const PULUMI: Kept = {
  name: "the engine",
  executables: [ENGINE, LANGUAGE_HOST],
  inspect: (bin) => inspectEngine(bin, ""),
};

/**
 * Fills a folder with software, by default an engine, whole or not at all: `make` puts it into `bin` of
 * a private folder, which takes its final name once what is in it has been run. Of several at once, in
 * whatever processes, the first makes it and the others wait and use the result.
 */
export async function publish(
  folder: string,
  make: (scratch: string) => Promise<void>,
  log: Log,
  { name, executables, inspect }: Kept = PULUMI,
): Promise<string> {
  const publishedIn = (where: string): string | undefined => {
    const files = executables.map((file) => join(where, "bin", file));
    return files.every(isExecutable) ? files[0] : undefined;
  };
  await mkdir(dirname(folder), { recursive: true });
  const release = await lock(folder, name, log);
  try {
    const present = publishedIn(folder);
    if (present) {
      return present;
    }
    await removeLeftovers(folder);
    const scratch = await mkdtemp(`${folder}.partial-`);
    try {
      await make(scratch);
      const bin = publishedIn(scratch);
      if (!bin) {
        throw new Error(`it left no ${executables.join(" and ")}`);
      }
      await inspect(bin);
      await rm(folder, { recursive: true, force: true });
      await rename(scratch, folder);
      return join(folder, "bin", executables[0]);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  } finally {
    await release();
  }
}

async function lock(folder: string, name: string, log: Log): Promise<() => Promise<void>> {
  const options: lockfile.LockOptions = {
    realpath: false,
    stale: 10_000,
    // Taken over while this process was suspended: the rename at the end still is all or nothing.
    onCompromised: () => undefined,
  };
  try {
    return await lockfile.lock(folder, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") {
      throw error;
    }
  }
  log(`Another run is getting ${name}: waiting for it …`);
  const retries = { forever: true, factor: 1, minTimeout: 500, maxTimeout: 500 };
  return lockfile.lock(folder, { ...options, retries });
}

/** What runs that were killed left behind. Only the holder of the lock may call this. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(dirname(folder));
  const leftovers = names.filter((name) => name.startsWith(`${basename(folder)}.partial-`));
  await Promise.all(
    leftovers.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })),
  );
}
