import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { isAlive } from "../../shared/is-alive";

/** Ends a child process, if it still runs, and waits until it has ended. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }
}

/** Runs iproute2's `ip`; returns its output. */
export function ip(...args: string[]): string {
  return execFileSync("ip", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/**
 * Builds a lab whose namespaces have a prefix; leaves none of them if it fails. First removes what killed
 * runs have left.
 */
export function buildLab(prefix: string, build: () => void): void {
  removeLeftovers();
  try {
    build();
  } catch (error) {
    removeNamespaces(prefix);
    throw error;
  }
}

function removeLeftovers(): void {
  const owners = ip("netns", "list").matchAll(/^(holdfast-(\d+))-/gm);
  for (const [, prefix, pid] of owners) {
    if (!isAlive(Number(pid))) removeNamespaces(prefix!);
  }
}

/**
 * Removes the namespaces with a prefix, or the one with exactly that name, and ends all processes in them.
 */
export function removeNamespaces(prefix: string, match: "beginning" | "exact" = "beginning"): void {
  const names = namespaces().filter((name) =>
    match === "exact" ? name === prefix : name.startsWith(`${prefix}-`),
  );
  for (const name of names) {
    try {
      ip("netns", "pids", name)
        .split("\n")
        .filter(Boolean)
        .forEach((pid) => kill(Number(pid)));
      ip("netns", "del", name);
    } catch (error) {
      // Another lab that opens at the same time may remove the same namespace.
      if (namespaces().includes(name)) throw error;
    }
  }
}

/** The names of this machine's network namespaces. */
const namespaces = (): string[] =>
  ip("netns", "list")
    .split("\n")
    .map((line) => line.split(" ")[0]!);

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has already ended.
  }
}
