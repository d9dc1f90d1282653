import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKS_FILE, type ChecksReport } from "../../components/config/checks";
import { type EngineRun, askEngine } from "../local/run-engine";
import { copyStackConfig, writeProject } from "../local/stacks";

/** The folder of the program, with its stack and configuration. */
interface Where {
  /** Folder with Pulumi.yaml and the stack's configuration. */
  readonly root: string;
  readonly stack: string;
  /** Whether the backend has the stack. */
  readonly exists: boolean;
}

/**
 * Runs a preview, in which the program asks AWS for what an update needs. A stack that does not exist in the
 * backend is previewed in a temporary backend.
 *
 * @throws {Error} with the preview's output, if it ended before it asked
 */
export async function askProgram(
  engine: EngineRun,
  { root, stack, exists }: Where,
): Promise<ChecksReport> {
  const scratch = mkdtempSync(join(tmpdir(), "holdfast-doctor-"));
  const file = join(scratch, "checks.json");
  const own = {
    PULUMI_BACKEND_URL: `file://${scratch}`,
    PULUMI_CONFIG_PASSPHRASE: "doctor",
  };
  const run = {
    ...engine,
    cwd: exists ? engine.cwd : scratch,
    env: { ...engine.env, ...(exists ? {} : own), PULUMI_STACK: stack, [CHECKS_FILE]: file },
  };
  try {
    if (!exists) {
      writeProject(root, scratch);
      copyStackConfig(root, scratch, stack);
      await askEngine(run, ["stack", "init", stack, "--no-select"]);
    }
    const preview = ["preview", "--stack", stack, "--non-interactive", "--suppress-outputs"];
    // Problems of the configuration are in the report.
    const failed = await askEngine(run, preview).then(
      () => undefined,
      (error: Error) => error,
    );
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as ChecksReport;
    throw failed ?? new Error("the program made no checks");
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
