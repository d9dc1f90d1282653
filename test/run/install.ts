import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type Log, timed } from "../../commands/shared/progress";

/** The host's data that determine whether and how packages can be installed. */
export interface Machine {
  readonly isRoot: boolean;
  /** Text of /etc/os-release; empty if it does not exist. */
  readonly osRelease: string;
  readonly aptGet: string;
  /** Debian's policy script, which decides whether a package may start its services. */
  readonly servicePolicy: string;
}

/** How packages are installed: `automatic` ones without a question, for others the command is printed. */
export type Installation = "automatic" | "apt-get" | "other";

const OWN_POLICY = `#!/bin/sh
# Written by holdfast's tests while they install packages: no service starts. Safe to delete.
exit 101
`;

/**
 * Installs packages without a question, if possible: as root on Debian or Ubuntu. A failure is reported and
 * not thrown: callers check for the programs afterwards.
 */
export async function installPackages(
  packages: readonly string[],
  machine: Machine,
  log: Log,
): Promise<Installation> {
  const isDebian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(machine.osRelease);
  if (!isDebian) return "other";
  if (!machine.isRoot) return "apt-get";
  if (packages.length === 0) return "automatic";
  try {
    await timed(log, `Installing ${packages.join(", ")}`, () =>
      withoutServices(machine, () => install(machine, packages)),
    );
  } catch (error) {
    log((error as Error).message);
  }
  return "automatic";
}

/** The command with which users install a package. */
export const renderInstallation = (name: string, installation: Installation): string =>
  installation === "other"
    ? `install ${name} (its name on Debian)`
    : `sudo apt-get install --yes ${name}`;

export function thisMachine(): Machine {
  return {
    isRoot: process.getuid?.() === 0,
    osRelease: existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "",
    aptGet: "apt-get",
    servicePolicy: "/usr/sbin/policy-rc.d",
  };
}

async function install({ aptGet }: Machine, names: readonly string[]): Promise<void> {
  await run(aptGet, ["update", "-qq"]);
  await run(aptGet, ["install", "-qq", "--yes", "--no-install-recommends", ...names]);
}
async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let messages = "";
  child.stderr.on("data", (data: Buffer) => (messages += data.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed: ${messages.trim()}`);
  }
}

/** Keeps packages from starting their services while they are installed. */
async function withoutServices(
  { servicePolicy }: Machine,
  work: () => Promise<void>,
): Promise<void> {
  const aside = `${servicePolicy}.before-holdfast`;
  if (existsSync(servicePolicy) && readFileSync(servicePolicy, "utf8") !== OWN_POLICY) {
    renameSync(servicePolicy, aside);
  }
  // Ctrl-C ends apt-get as well: what follows must still be done then.
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore).on("SIGTERM", ignore);
  try {
    writeFileSync(servicePolicy, OWN_POLICY, { mode: 0o755 });
    await work();
  } finally {
    rmSync(servicePolicy, { force: true });
    if (existsSync(aside)) {
      renameSync(aside, servicePolicy);
    }
    process.off("SIGINT", ignore).off("SIGTERM", ignore);
  }
}
