import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The commands that can write a log of their events. */
const LOGGED = new Set(["up", "preview", "refresh", "destroy"]);

/** Of the engine, when it is interrupted. */
const NOTICE = "^C received";

/** Finds out whether the engine was interrupted by Ctrl-C. */
interface InterruptionWatch {
  /** Flags and variables for the engine. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether it was, once the engine has ended. Removes the log. */
  readonly end: () => boolean;
}

/**
 * Watches for Ctrl-C at a terminal whose keys the engine reads itself, to draw its tree: no process gets a
 * signal from there, and the exit code is that of any failure. Only the engine's log of events tells.
 */
export function watchForInterruption(home: string, command: string): InterruptionWatch {
  const readsKeys = process.stdin.isTTY && process.stdout.isTTY;
  if (!readsKeys || !LOGGED.has(command)) return { args: [], env: {}, end: () => false };
  const file = join(home, `events-${process.pid}.json`);
  return {
    args: ["--event-log", file],
    // The flag is one of those for debugging.
    env: { PULUMI_DEBUG_COMMANDS: "true" },
    end: () => {
      const isInterrupted = hasInterruption(file);
      rmSync(file, { force: true });
      return isInterrupted;
    },
  };
}

/** Whether a log of events has the engine's notice that it is cancelling. */
export function hasInterruption(file: string): boolean {
  try {
    return readFileSync(file, "utf8").includes(NOTICE);
  } catch {
    // The engine ended before it had any event.
    return false;
  }
}
