import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import envPaths from "env-paths";
import lockfile from "proper-lockfile";
import type { Log } from "../progress";
import { ENGINE, LANGUAGE_HOST, inspectEngine, isExecutable } from "./inspect";

/** The folder of engines for all checkouts of a user, in the platform's cache folder. */
export const engineCache = (): string => join(envPaths("holdfast", { suffix: "" }).cache, "engine");

/** The engine in a folder that `publish` filled; undefined if there is none. */
export function publishedEngine(folder: string): string | undefined {
  const files = [ENGINE, LANGUAGE_HOST].map((name) => join(folder, "bin", name));
  return files.every(isExecutable) ? files[0] : undefined;
}

/** Software that is published into a folder. */
export interface Kept {
  readonly name: string;
  /** Executables that must be in `bin`; `publish` returns the first. */
  readonly executables: readonly [string, ...string[]];
  /** Throws if the software does not work. */
  readonly inspect: (bin: string) => Promise<unknown>;
}

const PULUMI: Kept = {
  name: "the engine",
  executables: [ENGINE, LANGUAGE_HOST],
  inspect: (bin) => inspectEngine(bin, ""),
};

/**
 * Fills a folder with software, by default an engine, atomically: `make` puts it into `bin` of a private
 * folder, which is renamed after the software has run. If several processes do this at once, the first one
 * makes it and the others wait for the result.
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
    // Another process took the lock while this one was suspended: the final rename is still atomic.
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

/** Removes leftovers of killed runs. Only the holder of the lock may call this. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(dirname(folder));
  const leftovers = names.filter((name) => name.startsWith(`${basename(folder)}.partial-`));
  await Promise.all(
    leftovers.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })),
  );
}
