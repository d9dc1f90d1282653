import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs a command in new namespaces. Its mounts are private, and all its processes end with it. It also
 * ends when this process does, even by SIGKILL.
 */
export const ISOLATED: readonly string[] = [
  ...["setpriv", "--pdeathsig", "KILL"],
  ...["unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc"],
];

/** The exit status of a command, and its output. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

export interface Options {
  /** Ends the command at once. */
  readonly stop: AbortSignal;
  /** Whether the command writes to the terminal; then its messages are not part of the output. */
  readonly show: boolean;
}

/** @throws the reason of `stop`, if that ended the command */
export async function runIsolated(
  command: readonly string[],
  { stop, show }: Options,
): Promise<Ended> {
  stop.throwIfAborted();
  const [program = "", ...args] = [...ISOLATED, ...command];
  const child = spawn(program, args, {
    stdio: [show ? "inherit" : "ignore", "pipe", show ? "inherit" : "pipe"],
  });
  const kill = (): boolean => child.kill("SIGKILL");
  stop.addEventListener("abort", kill);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data: Buffer) => {
      output += data.toString();
      if (show) process.stdout.write(data);
    });
  }
  const [status] = (await once(child, "close")) as [number | null];
  stop.removeEventListener("abort", kill);
  stop.throwIfAborted();
  return { status, output };
}

/** The output of a command. Throws its last lines if it failed. */
export async function expectSuccess(command: string, ended: Promise<Ended>): Promise<string> {
  const { status, output } = await ended;
  if (status === 0) return output;
  const last = output.trim().split("\n").slice(-10).join("\n");
  throw new Error(`${command}: exit code ${status ?? "none, it was killed"}\n${last}`);
}
