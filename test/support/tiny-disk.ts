import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, realpathSync, rmdirSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Mounts an empty disk of so many kB, and returns what removes it. */
export function mountDisk(folder: string, kilobytes: number): () => void {
  run("mount", "-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder);
  return () => run("umount", folder);
}

/** Gives each test of a suite an empty disk of so many kB. Skips the suite unless root runs it, on Linux. */
export function tinyDisk(kilobytes: number): () => string {
  let folder = "";
  let unmount: () => void;
  before(function () {
    if (process.platform !== "linux" || process.getuid?.() !== 0) this.skip();
  });
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-disk-")));
    unmount = mountDisk(folder, kilobytes);
  });
  afterEach(() => {
    unmount();
    rmdirSync(folder);
  });
  return () => folder;
}

/** Fills the disk that a file is on. */
export function fill(file: string): void {
  const open = openSync(file, "w");
  try {
    for (;;) writeSync(open, Buffer.alloc(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(open);
  }
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
}
