import { spawnSync } from "node:child_process";
import { logToTerminal } from "../../commands/shared/progress";
import { locate } from "../../commands/shared/programs";
import { installPackages, thisMachine } from "../run/install";
import { ISOLATED } from "./isolated";

/** The requirements of a host for bare machines. */
export interface Ability {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Text of /etc/os-release. */
  readonly osRelease: string;
}

/**
 * The host's Debian release, such as bookworm.
 *
 * @throws {Error} with the reason, if the host cannot create a bare machine
 */
export function selectCodename({ platform, isRoot, osRelease }: Ability): string {
  const field = (name: string): string =>
    new RegExp(`^${name}="?([^"\\n]*)"?$`, "m").exec(osRelease)?.[1] ?? "";
  if (platform !== "linux") throw new Error("a root file system needs Linux");
  if (!isRoot) throw new Error("a root file system needs root; try sudo");
  // Ubuntu 24.04 has no packages of awscli and chromium, which the tests need.
  if (field("ID") !== "debian") {
    throw new Error(
      `the packages that the tests install need Debian (got ${field("ID") || "none"})`,
    );
  }
  const codename = field("VERSION_CODENAME");
  if (codename === "") throw new Error("/etc/os-release names no VERSION_CODENAME");
  return codename;
}

/**
 * Checks that this host can create a bare machine, and installs debootstrap if only that is missing. Returns
 * the host's Debian release.
 *
 * @throws {Error} with the reason, if it cannot
 */
export async function ensureRequirements(): Promise<string> {
  const codename = selectCodename({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    osRelease: thisMachine().osRelease,
  });
  const [command = "", ...args] = ISOLATED;
  const probe = spawnSync(command, [...args, "true"], { encoding: "utf8" });
  if (probe.status !== 0) {
    throw new Error(`this host has no namespaces: ${probe.error?.message ?? probe.stderr.trim()}`);
  }
  if ((await locate("debootstrap")).file === undefined) {
    await installPackages(["debootstrap"], thisMachine(), logToTerminal);
  }
  const { problem } = await locate("debootstrap");
  if (problem !== undefined) throw new Error(`debootstrap: ${problem}`);
  return codename;
}
