import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { version } from "pulumi/package.json";

/** The engine version of the downloader in node_modules. */
export const DOWNLOAD_VERSION = version;

/** A download without progress for this long is aborted. */
const STALL_MS = 20_000;

/**
 * Downloads the engine with the official downloader (npm package `pulumi`) into `bin` of a folder. Writes
 * nothing outside that folder.
 */
export async function downloadEngine(
  folder: string,
  downloader: string = require.resolve("pulumi/run.js"),
  stallMs: number = STALL_MS,
): Promise<void> {
  const home = join(folder, "home");
  const scratch = join(folder, "scratch");
  await mkdir(scratch, { recursive: true });
  const child = spawn(process.execPath, [downloader, "version"], {
    cwd: folder,
    env: {
      ...process.env,
      PULUMI_HOME: home,
      PULUMI_VERSION: DOWNLOAD_VERSION,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      TMPDIR: scratch,
      TMP: scratch,
      TEMP: scratch,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let messages = "";
  child.stderr.on("data", (data: Buffer) => (messages += data.toString()));
  let stalled = false;
  const stopWatching = watchGrowth(folder, stallMs, () => {
    stalled = true;
    child.kill("SIGKILL");
  });
  const [code] = (await once(child, "exit").finally(stopWatching)) as [number | null];
  if (stalled) {
    throw new Error(`no data for ${stallMs / 1_000} s`);
  }
  if (code !== 0) {
    const last = messages
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^pulumi: /, "");
    throw new Error(`the downloader reports: ${last || `exit code ${code ?? "unknown"}`}`);
  }
  await rename(join(home, "versions", DOWNLOAD_VERSION, "bin"), join(folder, "bin"));
}

/** Calls `giveUp` when a folder has not grown for a while. The returned function stops this. */
function watchGrowth(folder: string, stallMs: number, giveUp: () => void): () => void {
  let size = -1;
  let grownAt = performance.now();
  const timer = setInterval(
    () => {
      const now = sizeOf(folder);
      if (now > size) {
        size = now;
        grownAt = performance.now();
      } else if (performance.now() - grownAt > stallMs) {
        giveUp();
      }
    },
    Math.min(1_000, stallMs),
  );
  return () => clearInterval(timer);
}

function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(
      (entry) => statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0,
    )
    .reduce((sum, size) => sum + size, 0);
}
