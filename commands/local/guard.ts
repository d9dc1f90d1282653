import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";

/** The variable that marks the processes of a run. */
const MARK = "HOLDFAST_RUN";

/**
 * Waits until this process reports that it is done, or has ended. In the latter case, it kills all processes
 * with the mark. It runs several rounds, as a process may start another one during the search.
 */
const SCRIPT = `
read -r done && exit
for round in 1 2 3 4 5 6 7 8 9 10; do
  found=$(grep -lzxF -e "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3)
  [ -n "$found" ] || exit
  kill -9 $found 2>/dev/null
  sleep 0.1
done`;

export interface Guard {
  /** Environment for every process that must end with this one. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the guard: nothing is killed afterwards. */
  readonly close: () => Promise<void>;
}

/**
 * Makes the processes that are started with `env`, and their children, end with this process, even after
 * SIGKILL: the engine, the program, policies and commands. Linux only: elsewhere, the engine fails at its
 * next request and ends.
 */
export function openGuard(): Guard {
  const id = randomUUID();
  const env = { [MARK]: id };
  if (process.platform !== "linux") return { env, close: () => Promise.resolve() };

  // In a separate session, which receives neither Ctrl-C nor the terminal's hangup.
  const child = spawn("/bin/sh", ["-c", SCRIPT, "guard", `${MARK}=${id}`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.on("error", () => undefined);
  child.stdin.on("error", () => undefined);
  child.unref();
  (child.stdin as Socket).unref();
  return { env, close: () => new Promise((resolve) => child.stdin.end("done\n", resolve)) };
}
