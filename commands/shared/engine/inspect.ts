import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import semver from "semver";

export const OLDEST_VERSION = "3.200.0";
export const ENGINE = executable("pulumi");
export const LANGUAGE_HOST = executable("pulumi-language-nodejs");

/** Longer than a cold start on a busy machine; a program that hangs is not an engine. */
const VERSION_TIMEOUT_MS = 60_000;

export function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Absolute path of the first executable with that name on the PATH that is not in an npm package. */
export function findOnPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find((file) => isExecutable(file) && !/[\\/]node_modules[\\/]/.test(realpathSync(file)));
}

/**
 * The version of a usable engine: it runs, is recent enough, and its host for Node.js programs is next to it
 * or on the PATH. Throws the reason if it is not usable.
 */
export async function inspectEngine(bin: string, path: string): Promise<string> {
  const version = await readVersion(bin);
  if (semver.lt(version, OLDEST_VERSION)) {
    throw new Error(`${bin} is version ${version}, older than ${OLDEST_VERSION}`);
  }
  const beside = [dirname(bin), dirname(realpathSync(bin))];
  const hosts = beside.map((folder) => join(folder, LANGUAGE_HOST));
  if (!hosts.some(isExecutable) && !findOnPath(LANGUAGE_HOST, path)) {
    throw new Error(`${bin} lacks ${LANGUAGE_HOST}, which runs Node.js programs`);
  }
  return version;
}

async function readVersion(bin: string): Promise<string> {
  // Every run of the engine writes a log below its home, so it must not use the user's home.
  const home = await mkdtemp(join(tmpdir(), "holdfast-engine-"));
  try {
    const { stdout } = await promisify(execFile)(bin, ["version"], {
      env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: VERSION_TIMEOUT_MS,
    });
    const version = semver.clean(stdout);
    if (!version) {
      throw new Error(`it printed ${JSON.stringify(stdout.trim())}`);
    }
    return version;
  } catch (error) {
    throw new Error(`${bin} does not report its version: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
