import { existsSync, readFileSync, readdirSync } from "node:fs";
import { hostname, uptime } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../shared/is-alive";
import type { Log } from "../shared/progress";

/** The contents of a lock of the engine's file backend. */
interface Lock {
  readonly pid: number;
  readonly hostname: string;
  readonly username: string;
  readonly timestamp: string;
}

/** How long an engine may take to end after the run that started it was killed. */
const PATIENCE_MS = 30_000;

/** The locks on a stack in a file backend. A lock is empty if its engine was killed while writing it. */
export function readLocks(backend: string, project: string, stack: string): Lock[] {
  const folder = join(backend, ".pulumi", "locks", "organization", project, stack);
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      const unknown = { pid: 0, hostname: hostname(), username: "", timestamp: "" };
      return text === "" ? unknown : (JSON.parse(text) as Lock);
    });
}

/** `dead`: its process has ended. `foreign`: held on another machine, which cannot be checked from here. */
export function stateOf(lock: Lock): "live" | "dead" | "foreign" {
  if (lock.hostname !== hostname()) {
    return "foreign";
  }
  const startOfMachine = Date.now() - uptime() * 1_000;
  if (lock.pid === 0 || Date.parse(lock.timestamp) < startOfMachine) {
    return "dead";
  }
  return isAlive(lock.pid) ? "live" : "dead";
}

/**
 * Makes sure that a stack is not locked: waits for an engine that is still ending, and has `cancel`
 * remove the locks of killed ones. Throws if a lock is held by a process that may be at work.
 */
export async function clearStackLock(
  read: () => readonly Lock[],
  cancel: () => Promise<unknown>,
  log: Log,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let locks = read();
  for (let live = liveOf(locks), said = false; live && performance.now() < deadline;) {
    if (!said) {
      log(`Stack lock: held by process ${live.pid}; waiting for it to end …`);
      said = true;
    }
    await sleep(200);
    locks = read();
    live = liveOf(locks);
  }
  const held = locks.find((lock) => stateOf(lock) !== "dead");
  if (held) {
    throw new Error(
      `the stack is locked by process ${held.pid} of ${held.username}@${held.hostname} since ` +
        `${held.timestamp}: wait until it ends, or, if it no longer runs, remove the lock with ` +
        "`npm run local -- cancel --yes`",
    );
  }
  if (locks.length > 0) {
    const pids = locks.map(({ pid }) => pid || "unknown").join(", ");
    await cancel();
    log(`Stack lock: removed, it was left behind by a killed engine (process ${pids})`);
  }
}

const liveOf = (locks: readonly Lock[]): Lock | undefined =>
  locks.find((lock) => stateOf(lock) === "live");
