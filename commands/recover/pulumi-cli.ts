import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Pulumi } from "./recover";

/** Runs the Pulumi CLI for one stack of the project in `cwd`. */
export function pulumiCli(
  stack: string,
  {
    cwd,
    env = process.env,
    file = "pulumi",
  }: {
    readonly cwd: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly file?: string;
  },
): Pulumi {
  const run = promisify(execFile);
  return async (...args) => {
    const { stdout } = await run(file, [...args, "--stack", stack, "--non-interactive"], {
      cwd,
      env,
      maxBuffer: 1 << 28,
    });
    return stdout;
  };
}
