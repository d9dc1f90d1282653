import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isAlive } from "../../commands/shared/is-alive";
import type { BroughtAlong } from "./brought-along";
import { type Ended, expectSuccess, runIsolated } from "./isolated";

/**
 * Makes the folder $1 the root of the mount namespace, adds the mounts of a booted machine, and runs the
 * other arguments in it. Unmounts the host's root, so that it is not accessible.
 */
const ENTER = `set -e
mount --bind "$1" "$1"
cd "$1"
shift
mount -t proc proc proc
mount -t sysfs sysfs sys
mount --bind /dev dev
mount -t devpts -o newinstance,mode=620,ptmxmode=666 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t tmpfs -o mode=755 tmpfs run
mkdir run/lock
pivot_root . .
umount -l .
exec chroot . "$@"`;

/** The first process must be a shell: like init, it reaps processes whose parents have ended. */
const AS_FIRST_PROCESS = `sh -c "$1"; exit $?`;

// Not in /tmp: newer Debian releases mount it as a tmpfs without device files.
const PLACES = process.env["TMPDIR"] ?? "/var/tmp";

/** Of the folders of bare machines; the process id of their owner follows. */
const PREFIX = "holdfast-fresh-";

/** Removes the folders of killed runs: each has more than a gigabyte. */
export function removeLeftovers(places: string): void {
  for (const name of readdirSync(places)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    rmSync(join(places, name), { recursive: true, force: true });
  }
}

/** A bare machine: a minimal Debian with git in a folder, and the files from the host. */
export class BareRoot {
  private readonly place = mkdtempSync(join(PLACES, `${PREFIX}${process.pid}-`));
  readonly folder = join(this.place, "root");

  /** @param stop ends all processes in the root, at once */
  constructor(
    private readonly broughtAlong: BroughtAlong,
    private readonly stop: AbortSignal,
  ) {
    removeLeftovers(PLACES);
    mkdirSync(this.folder);
    // Daemons that drop root must be able to enter it; users of the host cannot enter its parent folder.
    chmodSync(this.folder, 0o755);
  }

  /** Takes a minute or two, and downloads packages from the mirror. */
  async create(): Promise<void> {
    const { codename, mirror, items } = this.broughtAlong;
    await this.onHost([
      ...["debootstrap", "--variant=minbase", "--include=git,ca-certificates"],
      ...(mirror.keyring === undefined ? [] : [`--keyring=${mirror.keyring}`]),
      ...[codename, this.folder, mirror.uri],
    ]);
    for (const name of readdirSync(this.file("root"))) rmSync(this.file(join("root", name)));
    rmSync(this.file("etc/apt/sources.list"), { force: true });
    for (const item of items) {
      mkdirSync(dirname(this.file(item.to)), { recursive: true });
      if ("text" in item) writeFileSync(this.file(item.to), item.text);
      else if (existsSync(item.from)) await this.copy(item.from, item.to);
    }
    for (const name of ["npm", "npx"]) {
      const program = `../lib/node_modules/npm/bin/${name}-cli.js`;
      symlinkSync(program, this.file(`usr/local/bin/${name}`));
    }
    await this.succeed("update-ca-certificates");
    await this.succeed("node --version && npm --version");
  }

  /** Makes a bare clone of a checkout's last commit at a path in the root. */
  async clone(checkout: string, to: string): Promise<void> {
    await this.onHost(["git", "clone", "--quiet", "--bare", "--no-local", checkout, this.file(to)]);
  }

  /** Runs a command in a folder of the root, as a new user types it. Its daemons end with it. */
  run(command: string, folder = "/root", show = true): Promise<Ended> {
    const variables = Object.entries(this.broughtAlong.variables);
    return runIsolated(
      [
        ...["sh", "-c", ENTER, "sh", this.folder],
        ...["env", "-i", `--chdir=${folder}`, ...variables.map((pair) => pair.join("="))],
        ...["sh", "-c", AS_FIRST_PROCESS, "sh", command],
      ],
      { stop: this.stop, show },
    );
  }

  /** The names of the installed Debian packages. */
  async packages(): Promise<string[]> {
    const output = await this.succeed("dpkg-query --show --showformat '${Package}\\n'");
    return output.trim().split("\n");
  }

  remove(): void {
    // Processes that were just killed may still write.
    rmSync(this.place, { recursive: true, force: true, maxRetries: 20 });
  }

  private file(path: string): string {
    return join(this.folder, path);
  }

  private async copy(from: string, to: string): Promise<void> {
    rmSync(this.file(to), { recursive: true, force: true });
    await this.onHost(["cp", "--recursive", "--dereference", from, this.file(to)]);
  }

  private succeed(command: string): Promise<string> {
    return expectSuccess(command, this.run(command, "/root", false));
  }

  private onHost(command: readonly string[]): Promise<string> {
    return expectSuccess(command.join(" "), runIsolated(command, { stop: this.stop, show: false }));
  }
}
