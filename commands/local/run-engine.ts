import { execFile, spawn } from "node:child_process";
import { constants } from "node:os";
import { promisify } from "node:util";

/** The engine, where it runs and with what environment. */
export interface EngineRun {
  readonly pulumi: string;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** How the engine ended. */
interface EngineEnd {
  /** Exit code; of a signal, 128 and its number, as shells have it. */
  readonly code: number;
  /** Someone has pressed Ctrl-C, or sent SIGINT. */
  readonly isInterrupted: boolean;
}

/**
 * Runs the engine on this terminal until it ends. Signals are the engine's business: it
 * ends its work in good order, and the simulated AWS must answer until it has.
 */
export async function runEngine(run: EngineRun, args: readonly string[]): Promise<EngineEnd> {
  // A terminal sends Ctrl-C to all processes in the foreground: the engine takes a second one, from
  // here, as the demand to stop at once.
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
    if (!atTerminal) child.kill("SIGINT");
  };
  const terminate = (): void => void child.kill("SIGTERM");
  process.on("SIGINT", interrupt).on("SIGTERM", terminate).on("SIGHUP", terminate);
  const child = spawn(run.pulumi, args, { cwd: run.cwd, env: run.env, stdio: "inherit" });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) =>
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
      );
    });
    return { code, isInterrupted };
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", terminate).off("SIGHUP", terminate);
  }
}

/** Runs the engine in the background and answers its standard output. Throws with what it said if it fails. */
export async function askEngine(run: EngineRun, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(run.pulumi, args, {
      cwd: run.cwd,
      env: run.env,
      maxBuffer: Infinity,
    });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim() || (error as Error).message;
    throw new Error(`pulumi ${args.join(" ")} failed: ${said}`, { cause: error });
  }
}
