import { spawn } from "node:child_process";
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs this program again in a new session, and forwards signals to it alone: a terminal sends Ctrl-C to all
 * foreground processes, and running engines must not receive it. Returns the exit code.
 */
export async function runApart(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    stdio: "inherit",
    detached: true,
    env,
  });
  const hand = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, hand);
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) =>
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
      );
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, hand);
  }
}

/** A terminal, npm and tsx each forward the same Ctrl-C. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Aborts `stop` at the first signal and `cancel` at one that comes later.
 *
 * @param said prints what happens next
 */
export function listenForSignals(said: (line: string) => void): {
  stop: AbortSignal;
  cancel: AbortSignal;
  close: () => void;
} {
  const stop = new AbortController();
  const cancel = new AbortController();
  let first = 0;
  const listen = (): void => {
    const now = performance.now();
    if (!stop.signal.aborted) {
      first = now;
      stop.abort();
      said(
        "Stopping: finishing the running stacks, starting no others. Press Ctrl-C again to cancel them.",
      );
    } else if (now - first > SAME_SIGNAL_MS && !cancel.signal.aborted) {
      cancel.abort();
      said("Cancelling: the engine finishes its running AWS calls and stops.");
    }
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  const close = (): void => {
    for (const signal of SIGNALS) process.off(signal, listen);
  };
  return { stop: stop.signal, cancel: cancel.signal, close };
}
