import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ENGINE, findOnPath } from "../shared/engine/inspect";
import type { Pulumi } from "./recover";

interface Where {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /**
   * The Pulumi CLI. @default - the first on the PATH that is not in an npm package: npm puts its own
   * downloader first
   */
  readonly file?: string;
}

/**
 * The first Pulumi CLI on a PATH that is not in an npm package.
 *
 * @throws {Error} if there is none
 */
export function userEngine(path: string | undefined): string {
  const cli = findOnPath(ENGINE, path ?? "");
  if (cli !== undefined) return cli;
  throw new Error(
    "`pulumi` is not on the PATH: install it, see https://www.pulumi.com/docs/install",
  );
}

/**
 * Runs the Pulumi CLI for one stack of the project in `cwd`.
 *
 * @throws {Error} if there is no Pulumi CLI, or with its output when it fails
 */
export function pulumiCli(stack: string, { cwd, env = process.env, file }: Where): Pulumi {
  const cli = file ?? userEngine(env["PATH"]);
  const run = promisify(execFile);
  return async (...args) => {
    try {
      const { stdout } = await run(cli, [...args, "--stack", stack, "--non-interactive"], {
        cwd,
        env,
        maxBuffer: 1 << 28,
      });
      return stdout;
    } catch (error) {
      const { stderr = "", message } = error as Error & { stderr?: string };
      const printed = stderr.trim().replace(/^error: /, "");
      throw new Error(`pulumi ${args.join(" ")}: ${printed || message}`, { cause: error });
    }
  };
}
