import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { findOnPath } from "../local/engine/inspect";
import { type Log, logToTerminal, timed } from "../local/progress";

/** Software that some tests run, and that is no npm package. */
export interface SystemPackage {
  readonly command: string;
  /** Its name on Debian and Ubuntu. */
  readonly debianPackage: string;
  /** The tests that are left out without it. */
  readonly neededBy: string;
}

const NODES = "instance tests, of the programs that run on proxy nodes";
const PAGES = "browser tests, of the pages that reports are written to";
const IMAGE = "image tests, of the provisioning of machine images";
const DATA_PATH = "the test of the bench of the data path, npm run bench:path";
const LAB = "lab tests, with the real HAProxy and DNS in network namespaces";

/** What the tests need beyond Node.js and the engine. */
export const SYSTEM_PACKAGES: readonly SystemPackage[] = [
  { command: "haproxy", debianPackage: "haproxy", neededBy: `${LAB}; checks of haproxy.cfg` },
  { command: "dnsmasq", debianPackage: "dnsmasq-base", neededBy: LAB },
  { command: "keepalived", debianPackage: "keepalived", neededBy: LAB },
  { command: "ip", debianPackage: "iproute2", neededBy: LAB },
  { command: "aws", debianPackage: "awscli", neededBy: NODES },
  { command: "curl", debianPackage: "curl", neededBy: NODES },
  { command: "shellcheck", debianPackage: "shellcheck", neededBy: NODES },
  { command: "openssl", debianPackage: "openssl", neededBy: LAB },
  { command: "debootstrap", debianPackage: "debootstrap", neededBy: IMAGE },
  { command: "nginx", debianPackage: "nginx", neededBy: DATA_PATH },
  { command: "wrk", debianPackage: "wrk", neededBy: DATA_PATH },
  { command: "chromium", debianPackage: "chromium", neededBy: PAGES },
];

/** What decides whether and how packages can be installed. */
export interface Machine {
  readonly path: string;
  readonly isRoot: boolean;
  /** Text of /etc/os-release; empty where there is none. */
  readonly osRelease: string;
  readonly aptGet: string;
  /** The script that Debian asks whether a package may start its services. */
  readonly servicePolicy: string;
}

const OWN_POLICY = `#!/bin/sh
# Written by holdfast's tests while they install packages: no service starts. Safe to delete.
exit 101
`;

/**
 * Installs those packages that are missing, where this can be done unasked: as root on Debian or
 * Ubuntu. Answers the packages that are still missing, having said which tests that leaves out and
 * what would bring them in.
 */
export async function ensureSystemPackages(
  packages: readonly SystemPackage[] = SYSTEM_PACKAGES,
  machine: Machine = thisMachine(),
  log: Log = logToTerminal,
): Promise<readonly SystemPackage[]> {
  const missing = missingOf(packages, machine);
  if (missing.length === 0) {
    return [];
  }
  const names = missing.map(({ debianPackage }) => debianPackage);
  const debian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(machine.osRelease);
  if (debian && machine.isRoot) {
    try {
      await timed(log, `Installing ${names.join(", ")}`, () =>
        withoutServices(machine, () => install(machine, names)),
      );
    } catch (error) {
      log((error as Error).message);
    }
  }
  const left = missingOf(packages, machine);
  for (const { command, neededBy } of left) {
    log(`Left out, as there is no ${command} on this machine: ${neededBy}`);
  }
  if (left.length > 0) {
    const wanted = left.map(({ debianPackage }) => debianPackage).join(" ");
    log(
      debian
        ? `To bring them in: sudo apt-get install --yes ${wanted}`
        : `To bring them in, install (names as on Debian): ${wanted}`,
    );
  }
  return left;
}

function thisMachine(): Machine {
  return {
    path: process.env["PATH"] ?? "",
    isRoot: process.getuid?.() === 0,
    osRelease: existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "",
    aptGet: "apt-get",
    servicePolicy: "/usr/sbin/policy-rc.d",
  };
}

/** Where Debian has the daemons, which is not on the PATH of everybody. */
const DAEMONS = ":/usr/sbin:/sbin";

const missingOf = (packages: readonly SystemPackage[], { path }: Machine): SystemPackage[] =>
  packages.filter(({ command }) => !findOnPath(command, path + DAEMONS));

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
