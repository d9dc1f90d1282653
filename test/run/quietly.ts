import { spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

/** Mocha reports a file at once: a pause is the end of a report. */
const PAUSE_MS = 100;

/**
 * Runs a command so that its output does not mix with a parallel one's: output is buffered until a pause.
 *
 * @param print by default, to standard output
 */
export async function quietly(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  print: (text: string) => unknown = (text) => process.stdout.write(text),
): Promise<{ readonly code: number | null }> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let held = "";
  const flush = (): void => {
    if (held !== "") print(held);
    held = "";
  };
  let pause: NodeJS.Timeout | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (some: string) => {
      held += some;
      clearTimeout(pause);
      pause = setTimeout(flush, PAUSE_MS);
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(pause);
  flush();
  return { code };
}
