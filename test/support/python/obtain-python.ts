import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { engineCache, publish } from "../../../commands/shared/engine/cache";
import { type Log, logToTerminal, timed } from "../../../commands/shared/progress";

const run = promisify(execFile);

const REQUIREMENTS = join(__dirname, "requirements.txt");

/**
 * Path of a Python with the packages of requirements.txt, in a virtual environment of its own: kept for
 * this user by an earlier run, else made, which needs `python3` with `pip` and takes half a minute.
 */
export function obtainPython(log: Log = logToTerminal): Promise<string> {
  const key = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const make = async (folder: string): Promise<void> => {
    // Debian's python3 has no ensurepip: the machine's own pip installs into the environment.
    await run("python3", ["-m", "venv", "--without-pip", folder]);
    const python = join(folder, "bin/python3");
    await timed(log, "Installing moto, cfn-lint and botocore for Python", () =>
      run("python3", ["-m", "pip", "--python", python, "install", "--quiet", "-r", REQUIREMENTS]),
    );
  };
  return publish(join(dirname(engineCache()), "aws-models", key), make, log, {
    name: "Python with moto and cfn-lint",
    executables: ["python3"],
    inspect: (file) => run(file, ["-c", "import botocore, cfnlint, moto.server"]),
  });
}
