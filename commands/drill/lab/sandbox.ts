import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { programsFolder } from "../../shared/programs";
import { type Unit, setting, words } from "./unit-file";

/** A unit's restrictions, as far as util-linux can apply them: only systemd has filters of system calls. */
export interface Sandbox {
  /** Name of a dynamic user, which exists while the service runs; undefined for root. */
  readonly user: string | undefined;
  /** Below /run; its programs may write to them. */
  readonly runtimeDirectories: readonly string[];
  /** The writable paths: everything else is read-only. undefined without this restriction. */
  readonly writable: readonly string[] | undefined;
  readonly hasPrivateTmp: boolean;
  readonly seesHomes: boolean;
  readonly canTuneKernel: boolean;
  readonly canGainRights: boolean;
  /** Capabilities by setpriv's names; undefined for all. */
  readonly capabilities: readonly string[] | undefined;
}

export function sandboxIn(unit: Unit): Sandbox {
  const is = (key: string): boolean => setting(unit, "Service", key) === "yes";
  const isDynamic = is("DynamicUser");
  const isStrict = setting(unit, "Service", "ProtectSystem") === "strict" || isDynamic;
  const capabilities = unit["Service"]?.["CapabilityBoundingSet"];
  return {
    user: isDynamic ? setting(unit, "Service", "User") : undefined,
    runtimeDirectories: words(unit, "Service", "RuntimeDirectory").map((one) => `/run/${one}`),
    writable: isStrict ? words(unit, "Service", "ReadWritePaths") : undefined,
    hasPrivateTmp: is("PrivateTmp") || isDynamic,
    seesHomes: !is("ProtectHome"),
    canTuneKernel: !is("ProtectKernelTunables"),
    canGainRights: !is("NoNewPrivileges") && !isDynamic,
    capabilities: capabilities && words(unit, "Service", "CapabilityBoundingSet").map(asSetpriv),
  };
}

const asSetpriv = (name: string): string => name.replace(/^CAP_/, "").toLowerCase();

/** systemd's range for such users. */
const DYNAMIC_USERS = { first: 61_184, count: 4_336 };

/** The same for the same name, as systemd tries it first. */
export const userId = (name: string): number =>
  DYNAMIC_USERS.first +
  (createHash("sha256").update(name).digest().readUInt16BE() % DYNAMIC_USERS.count);

/** Folders in homes that have programs of the lab, such as those of pyenv. */
const programsInHomes = (): string[] => {
  const launchers = readdirSync(programsFolder()).map((name) =>
    readFileSync(join(programsFolder(), name), "utf8"),
  );
  const folders = launchers.flatMap(
    (text) => /'((?:\/root|\/home\/[^/']+)\/[^/']+)\//.exec(text)?.[1] ?? [],
  );
  return [...new Set(folders)];
};

/** Kinds of file systems that ProtectSystem=strict leaves alone. */
const KERNEL =
  "proc|sysfs|devtmpfs|devpts|mqueue|cgroup2?|nsfs|securityfs|debugfs|tracefs|bpf|binfmt_misc|autofs|fusectl";

/** Wraps a command in the sandbox, to be run in the machine's own file systems. */
export function confine(sandbox: Sandbox, command: string): string[] {
  const { user, capabilities, canGainRights } = sandbox;
  const id = user === undefined ? [] : ["--reuid", `${userId(user)}`, "--regid", `${userId(user)}`];
  const kept = (capabilities ?? []).map((name) => `,+${name}`).join("");
  const privileges = [
    ...(capabilities === undefined ? [] : ["--bounding-set", `-all${kept}`, "--inh-caps", "-all"]),
    // Another user would no longer end with the lab.
    ...(user === undefined ? [] : [...id, "--clear-groups", "--pdeathsig", "TERM"]),
    ...(canGainRights ? [] : ["--no-new-privs"]),
  ];
  const script = `${renderMounts(sandbox)}exec "$@"`;
  const confined = privileges.length === 0 ? [] : ["setpriv", ...privileges];
  return ["unshare", "--mount", "sh", "-ec", script, "sh", ...confined, "sh", "-c", command];
}

function renderMounts(sandbox: Sandbox): string {
  const { user, runtimeDirectories, writable, hasPrivateTmp, seesHomes, canTuneKernel } = sandbox;
  const owner = user === undefined ? "root" : userId(user);
  const lines = runtimeDirectories.map(
    (path) => `mkdir -p ${path}; chown -R ${owner}:${owner} ${path}`,
  );
  if (!seesHomes) lines.push(...hideHomes());
  if (writable !== undefined) lines.push(...makeReadOnly([...runtimeDirectories, ...writable]));
  if (hasPrivateTmp) {
    lines.push(...["/tmp", "/var/tmp"].map((path) => `mount -t tmpfs -o mode=1777 tmpfs ${path}`));
  }
  if (!canTuneKernel) {
    lines.push("mount --bind /proc/sys /proc/sys", "mount -o remount,bind,ro /proc/sys");
  }
  return lines.map((line) => `${line}\n`).join("");
}

function hideHomes(): string[] {
  const kept = programsInHomes();
  const aside = (index: number): string => `/run/lab-homes/${index}`;
  return [
    ...kept.map((path, at) => `mkdir -p ${aside(at)}; mount --bind ${path} ${aside(at)}`),
    ...["/root", "/home"].map((path) => `mount -t tmpfs -o mode=755 tmpfs ${path}`),
    ...kept.map((path, at) => `mkdir -p ${path}; mount --bind ${aside(at)} ${path}`),
  ];
}

/** A mount that another mount covers is not visible. */
function makeReadOnly(except: readonly string[]): string[] {
  return [
    `targets=$(awk '$0 !~ / - (${KERNEL}) / && !seen[$5]++ { print $5 }' /proc/self/mountinfo)`,
    ...except.map((path) => {
      const plain = path.replace(/^-/, "");
      return `test ! -e ${plain} || mount --bind ${plain} ${plain}`;
    }),
    'for target in $targets; do mount -o remount,bind,ro "$target" 2>/dev/null || test "$target" != /; done',
  ];
}
