import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The commands that can write a log of their events. */
const LOGGED = new Set(["up", "preview", "refresh", "destroy"]);

/** The engine's notice of an interruption. */
const NOTICE = "^C received";

/** Detects whether the engine was interrupted by Ctrl-C. */
interface InterruptionWatch {
  /** Flags and variables for the engine. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether the engine was interrupted, after it has ended. Removes the log. */
  readonly end: () => boolean;
}

/**
 * Detects Ctrl-C at a terminal whose keys the engine reads itself to draw its tree: no process gets a signal,
 * and the exit code is that of any failure. Only the engine's event log shows it.
 */
export function watchForInterruption(home: string, command: string): InterruptionWatch {
  const readsKeys = process.stdin.isTTY && process.stdout.isTTY;
  if (!readsKeys || !LOGGED.has(command)) return { args: [], env: {}, end: () => false };
  const file = join(home, `events-${process.pid}.json`);
  return {
    args: ["--event-log", file],
    // The flag is a debugging flag.
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
