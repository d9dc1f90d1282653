// Plain Node without packages: this runs before the dependencies are installed.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

/** Why this Node.js cannot run the project, or undefined if it can. */
export function nodeProblem(root, version = process.versions.node) {
  const required = readJson(root, "package.json").engines.node.replace(">=", "");
  const [major, minor] = version.split(".").map(Number);
  const [requiredMajor, requiredMinor] = required.split(".").map(Number);
  if (major > requiredMajor || (major === requiredMajor && minor >= requiredMinor)) {
    return undefined;
  }
  return `Node.js ${required} or newer is required (got ${version}). Install it from https://nodejs.org/en/download`;
}

/**
 * Why node_modules does not match package-lock.json, or undefined if it does. npm writes
 * node_modules/.package-lock.json at the end of an installation: without that file, no installation
 * completed. It compares contents, because a checkout gives files new dates.
 */
export function dependencyProblem(root) {
  let installed;
  try {
    installed = readJson(root, "node_modules", ".package-lock.json").packages;
  } catch {
    return "node_modules is missing or incomplete";
  }
  const locked = readJson(root, "package-lock.json").packages;
  const differs = Object.entries(locked).some(([path, wanted]) => {
    const actual = installed[path];
    if (path === "" || (actual === undefined && wanted.optional)) {
      return false;
    }
    return actual?.version !== wanted.version || actual.integrity !== wanted.integrity;
  });
  return differs ? "node_modules differs from package-lock.json" : undefined;
}

/**
 * Installs the dependencies if node_modules does not match package-lock.json. All messages go to stderr, so
 * that stdout stays free for data. Throws an error with a message for users.
 */
export function ensureDependencies(root) {
  const unsuitable = nodeProblem(root);
  if (unsuitable) {
    throw new Error(unsuitable);
  }
  const problem = dependencyProblem(root);
  if (!problem) {
    return;
  }
  console.error(`Dependencies: ${problem}; running npm ci …`);
  const started = Date.now();
  // The next run must detect an interruption after this point.
  rmSync(join(root, "node_modules", ".package-lock.json"), { force: true });
  // npm shows its own spinner on a terminal. Its stdout goes to stderr.
  const { status, error } = spawnSync("npm", ["ci", "--include=dev", "--loglevel=error"], {
    cwd: root,
    stdio: ["inherit", 2, 2],
    shell: process.platform === "win32",
  });
  if (error || status !== 0) {
    const reason = error ? error.message : `exit code ${status ?? "none, it was interrupted"}`;
    throw new Error(
      `npm ci failed (${reason}): see its messages above, fix the cause and run this again`,
    );
  }
  console.error(`Dependencies: installed in ${Math.round((Date.now() - started) / 1000)} s`);
}
