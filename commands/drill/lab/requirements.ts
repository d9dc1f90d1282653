import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateAll, useLocated } from "../../shared/programs";

const DRILL = ["haproxy", "keepalived", "dnsmasq", "ip", "nsenter", "openssl", "curl", "aws"];

/**
 * Checks that this machine can run a lab, and finds the programs that the lab runs. Throws one error with
 * everything that is missing.
 *
 * @param commands by default, those of a drill
 */
export async function prepareMachine(commands: readonly string[] = DRILL): Promise<void> {
  const located = await locateAll(commands);
  const problems = located
    .filter(({ file }) => file === undefined)
    .map(({ command, problem }) => `${command}: ${problem}`);
  const reason = namespaceProblem();
  if (reason !== undefined) problems.unshift(reason);
  if (problems.length > 0) {
    throw new Error(
      `this machine cannot run the lab:\n${problems.map((one) => `  - ${one}\n`).join("")}` +
        "As root on Debian or Ubuntu, `npm test` installs the programs",
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "holdfast-programs-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  useLocated(located, folder);
}

/** Why this process cannot create network namespaces; undefined if it can. */
export function namespaceProblem(): string | undefined {
  if (process.platform !== "linux") return "network namespaces need Linux";
  if (process.getuid?.() !== 0) return "network namespaces need root: run the command with sudo";
  const probe = spawnSync("unshare", ["--net", "--mount", "--pid", "--fork", "true"], {
    encoding: "utf8",
  });
  if (probe.error) return `unshare does not run: ${probe.error.message}`;
  return probe.status === 0 ? undefined : `namespaces are unavailable: ${probe.stderr.trim()}`;
}
