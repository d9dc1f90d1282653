import { readFileSync } from "node:fs";

/**
 * Whether a process runs, another user's too. One that has ended, but keeps its id because nothing has waited for it
 * yet, does not run.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    // It has ended meanwhile, or this is not Linux.
    return false;
  }
}
