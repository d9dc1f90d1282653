import { execFile } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { version } from "@pulumi/pulumi/package.json";
import { engineCache, publish } from "../../../commands/shared/engine/cache";
import { obtainGoTool } from "../../../commands/shared/engine/go-tool";
import { type Log, logToTerminal, timed } from "../../../commands/shared/progress";

const run = promisify(execFile);

/**
 * The tools that run programs of other languages: each is cached for this user by an earlier run, else built.
 */
export interface Languages {
  /** Folder with the language host of YAML. */
  readonly yaml: string;
  /** Folders with the language host of Python, and with a Python that has the SDK. */
  readonly python: readonly [host: string, python: string];
  /** The program that writes the Python SDK of a schema. */
  readonly pythonSdk: string;
}

/** Generates the Python SDK of a schema and installs it into the folder of a program. */
export async function installPythonSdk(
  { python, pythonSdk }: Languages,
  schema: string,
  program: string,
): Promise<void> {
  const sdk = join(program, "sdks/python");
  await run(pythonSdk, [schema, sdk]);
  const options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", program];
  await run(join(python[1], "python3"), ["-m", "pip", "install", ...options, sdk]);
}

export async function obtainLanguages(log: Log = logToTerminal): Promise<Languages> {
  const tool = (name: string, folder: string, path: string, finish?: typeof addExecutor) =>
    obtainGoTool(
      {
        name,
        module: join(__dirname, folder),
        path,
        takes: "minutes",
        ...(finish && { finish }),
        inspect: (file) => run(file, ["-h"]),
      },
      log,
    );
  const yaml = await tool("pulumi-language-yaml", "yaml", "github.com/pulumi/pulumi-yaml");
  const host = await tool("pulumi-language-python", "python", PYTHON_HOST, addExecutor);
  const sdk = "github.com/pulumi/pulumi/pkg/v3";
  const pythonSdk = await tool("pulumi-python-sdk", "python-sdk", sdk);
  const python = await obtainPython(log);
  return { yaml: dirname(yaml), python: [dirname(host), dirname(python)], pythonSdk };
}

/** Its newest version that a Go module has; later ones are modules that no proxy serves. */
const PYTHON_HOST = "github.com/pulumi/pulumi/sdk/v3";

/** The host runs programs with a script that must be next to it. */
async function addExecutor(folder: string): Promise<void> {
  const name = "pulumi-language-python-exec";
  const module = join(__dirname, "python");
  const { stdout } = await run("go", ["list", "-m", "-f", "{{.Dir}}", PYTHON_HOST], {
    cwd: module,
  });
  await copyFile(join(stdout.trim(), "python/cmd", name), join(folder, "bin", name));
}

/** A Python with the SDK, the dependencies of generated SDKs, and an installer. */
function obtainPython(log: Log): Promise<string> {
  const make = async (folder: string): Promise<void> => {
    await run("python3", ["-m", "venv", folder]);
    const packages = [`pulumi==${version}`, "parver", "semver", "setuptools", "wheel"];
    const install = ["-m", "pip", "install", "--quiet", ...packages];
    await timed(log, `Installing ${packages.join(", ")} for Python`, () =>
      run(join(folder, "bin/python3"), install),
    );
  };
  return publish(join(dirname(engineCache()), "python", version), make, log, {
    name: "Python with the Pulumi SDK",
    executables: ["python3"],
    inspect: (file) => run(file, ["-c", "import pulumi, parver, semver, setuptools, wheel"]),
  });
}
