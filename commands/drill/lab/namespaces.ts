import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";

/** Ends a child process, if it has not ended, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }
}

/** Runs iproute2's command; answers what it prints. */
export function ip(...args: string[]): string {
  return execFileSync("ip", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Builds a lab whose namespaces have a prefix, or leaves none of them; what killed runs have left goes first. */
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

/** Removes the namespaces with a prefix, or the one of exactly that name, and all processes in them. */
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
      // Another lab that opens at the same time removes the same leftovers.
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
    // It has just ended by itself.
  }
}

/** Whether there is a process with this id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
