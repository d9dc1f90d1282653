import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../commands/local/fakes";
import { BareRoot, removeLeftovers } from "./bare-root";

const COMMANDS = [
  "/bin/sh",
  "/usr/bin/env",
  "/usr/sbin/chroot",
  "/usr/bin/umount",
  "/usr/bin/sleep",
];

/** Copies programs with their libraries: a root that takes no time to make. */
function furnish(folder: string): void {
  const { stdout } = spawnSync("ldd", COMMANDS, { encoding: "utf8" });
  const libraries = [...new Set(stdout.match(/\/\S+\.so\S*/g))];
  for (const path of [...COMMANDS, ...libraries]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(realpathSync(path), join(folder, path));
  }
  for (const name of ["proc", "sys", "dev", "run", "root"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
}

describe("bare root", () => {
  let root: BareRoot;
  before(function () {
    if (process.getuid?.() !== 0) this.skip();
  });
  beforeEach(() => {
    const broughtAlong = { codename: "", mirror: { uri: "" }, items: [] };
    const variables = { PATH: "/usr/sbin:/usr/bin:/bin", HOME: "/root" };
    root = new BareRoot({ ...broughtAlong, variables }, new AbortController().signal);
    furnish(root.folder);
  });
  afterEach(() => root?.remove());

  it("has the given environment, its own root and its own processes", async () => {
    const command = `echo "$HOME $PWD $$"; echo /*; env; exit 7`;
    const { status, output } = await root.run(command, "/root", false);
    assert.equal(status, 7);
    const [place, entries, ...variables] = output.trim().split("\n");
    assert.match(place!, /^\/root \/root [1-9]\d?$/);
    const own = readdirSync(root.folder).map((name) => `/${name}`);
    assert.deepEqual(entries!.split(" ").sort(), own.sort());
    assert.deepEqual(variables.filter((line) => !/^(PWD|OLDPWD|_)=/.test(line)).sort(), [
      "HOME=/root",
      "PATH=/usr/sbin:/usr/bin:/bin",
    ]);
  });

  it("has the file systems of a booted machine, and leaves no mount behind", async () => {
    const { output } = await root.run(
      `while read -r _ place type _; do echo "$place $type"; done < /proc/mounts`,
      "/",
      false,
    );
    const found = output.trim().split("\n");
    assert.deepEqual(found.slice(1), [
      ...["/proc proc", "/sys sysfs", found[3], "/dev/pts devpts", "/dev/shm tmpfs", "/run tmpfs"],
    ]);
    assert.match(found[3]!, /^\/dev /);
    assert.ok(!readFileSync("/proc/mounts", "utf8").includes(root.folder));
  });

  it("lets other users than root in, as daemons are, but not users of the host", async () => {
    const { output } = await root.run(
      "chroot --userspec=65534:65534 / sh -c 'echo in'",
      "/",
      false,
    );
    assert.equal(output, "in\n");
    assert.equal(statSync(dirname(root.folder)).mode & 0o777, 0o700);
  });

  it("is removed as a whole", () => {
    root.remove();
    assert.ok(!existsSync(dirname(root.folder)));
  });
});

describe("folders of bare machines", () => {
  const folder = temporaryFolder();

  it("are removed when the run that made them was killed", () => {
    const gone = spawnSync("true").pid;
    for (const name of [
      `holdfast-fresh-${gone}-abc`,
      `holdfast-fresh-${process.pid}-abc`,
      "other",
    ]) {
      mkdirSync(folder(name, "root"), { recursive: true });
    }
    removeLeftovers(folder());
    assert.deepEqual(readdirSync(folder()).sort(), [`holdfast-fresh-${process.pid}-abc`, "other"]);
  });
});
