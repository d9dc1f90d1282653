import { execFile, spawn } from "node:child_process";
import { constants } from "node:os";
import { promisify } from "node:util";

/** The engine with its working folder and environment. */
export interface EngineRun {
  readonly pulumi: string;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** The end of an engine run. */
interface EngineEnd {
  /** Exit code; for a signal, 128 plus its number, as in shells. */
  readonly code: number;
  /** Whether the user pressed Ctrl-C, or SIGINT was sent. */
  readonly isInterrupted: boolean;
}

/**
 * Runs the engine on this terminal until it ends. The engine handles signals: it shuts down gracefully, and
 * the simulated AWS must answer until then.
 */
export async function runEngine(run: EngineRun, args: readonly string[]): Promise<EngineEnd> {
  // A terminal sends Ctrl-C to all foreground processes. The engine would take a second one from here as a
  // request to stop at once.
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

/** Runs the engine in the background and returns its standard output. Throws with its output if it fails. */
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
