import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { findOnPath } from "./engine/inspect";

/**
 * Programs of this computer that tests, drills and benches run, each located once on the caller's PATH.
 * Simulated machines have their own PATH and run exactly the located file.
 */

/** Where Debian installs daemons. An ordinary user's PATH lacks these folders. */
const DAEMONS = ["/usr/sbin", "/sbin"];

/** The PATH of a simulated machine, after the located programs. */
export const SYSTEM_PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

/** Variable with the folder that `useLocated` filled, for this process and its children. */
const FOLDER = "HOLDFAST_PROGRAMS";

/** The argument with which a program prints its version. */
const VERSION_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  haproxy: ["-v"],
  ip: ["-V"],
  nginx: ["-v"],
  openssl: ["version"],
  wrk: ["-v"],
};

/** Longer than a cold start on a busy machine. */
const VERSION_TIMEOUT_MS = 120_000;

interface Located {
  readonly command: string;
  /** Absolute path of the executable; undefined if it is missing or does not run. */
  readonly file?: string;
  /** Why there is no file, in short. */
  readonly problem?: string;
}

/**
 * Finds a program on a PATH and verifies that it runs like on a simulated machine: with a separate home
 * folder and a short PATH. Only the first one found counts, as in a shell.
 */
export async function locate(command: string, path = process.env["PATH"] ?? ""): Promise<Located> {
  const file = findOnPath(command, [path, ...DAEMONS].join(delimiter));
  if (file === undefined) return { command, problem: "not found on the PATH" };
  const home = mkdtempSync(join(tmpdir(), "holdfast-home-"));
  try {
    await printsVersion(file, command, { PATH: SYSTEM_PATH, HOME: home });
    return { command, file };
  } catch (error) {
    return { command, problem: `${file} does not run: ${reasonOf(error as Error)}` };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function printsVersion(file: string, command: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = VERSION_ARGUMENTS[command] ?? ["--version"];
  try {
    await promisify(execFile)(file, args, { env, timeout: VERSION_TIMEOUT_MS });
  } catch (error) {
    // wrk prints its version and ends with 1.
    const { stdout = "" } = error as { stdout?: string };
    if (!stdout.startsWith(`${command} `)) throw error;
  }
}

/** The last line of what a program printed. */
const reasonOf = ({ message }: Error): string => message.trim().split("\n").at(-1) ?? "";

/** Finds several programs at a time, in their order. */
export const locateAll = (commands: readonly string[], path?: string): Promise<Located[]> =>
  Promise.all(commands.map((command) => locate(command, path)));

/**
 * Fills a folder with a launcher for each located program, and puts it first on this process's PATH. A
 * launcher runs the file by its real path: with a link, a program would see the link's path.
 *
 * @param folder created if it does not exist
 */
export function useLocated(located: readonly Located[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  // For programs that drop root privileges.
  chmodSync(folder, 0o755);
  for (const { command, file } of located) {
    if (file === undefined) continue;
    const quoted = `'${file.replaceAll("'", `'\\''`)}'`;
    writeFileSync(join(folder, command), `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  }
  process.env[FOLDER] = folder;
  process.env["PATH"] = [folder, process.env["PATH"], ...DAEMONS].filter(Boolean).join(delimiter);
}

/** The folder of launchers, which a simulated machine has on its PATH. */
export function programsFolder(): string {
  const folder = process.env[FOLDER];
  if (folder === undefined) {
    throw new Error(`${FOLDER} is not set: run this test with "npm test -- <file>"`);
  }
  return folder;
}
