import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The exit status of a command, and its output. */
export interface Ended {
  readonly status: number | null;
  readonly text: string;
}

/** Runs a command to its end. */
export async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.on("data", (data: Buffer) => (text += data.toString()));
  child.stderr.on("data", (data: Buffer) => (text += data.toString()));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, text };
}

async function succeed(command: string, args: readonly string[]): Promise<void> {
  const { status, text } = await run(command, args);
  if (status !== 0) {
    const last = text.trim().split("\n").slice(-10).join("\n");
    throw new Error(`${command} ${args.join(" ")}: status ${status}\n${last}`);
  }
}

/** Waits until a port of this machine accepts connections. */
async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const socket = connect(port, "127.0.0.1");
    const answered = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (answered) return;
    await sleep(100);
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** In a separate mount and process namespace, so that no process outlives it. */
const ISOLATED = ["--mount", "--pid", "--fork", "--kill-child"];

/**
 * A fresh Debian in a folder, with an SSH server that only this machine can reach, with a single key. Takes a
 * minute or two, and packages from Debian's mirrors; needs root.
 */
export class Root {
  readonly folder = mkdtempSync(join(tmpdir(), "holdfast-root-"));
  /** File with the private key of the SSH server. */
  readonly key = this.file("root/key");
  private server: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async create(port: number): Promise<Root> {
    const root = new Root(port);
    try {
      const suite = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
      const include = "--include=openssh-server,systemd,ca-certificates";
      const { folder } = root;
      await succeed("debootstrap", ["--variant=minbase", include, suite ?? "stable", folder]);
      mkdirSync(root.file("root/.ssh"), { recursive: true, mode: 0o700 });
      await succeed("chroot", [
        folder,
        "ssh-keygen",
        "-q",
        "-t",
        "ed25519",
        "-N",
        "",
        "-f",
        "/root/key",
      ]);
      writeFileSync(root.file("root/.ssh/authorized_keys"), root.read("root/key.pub"));
      await root.startServer();
      return root;
    } catch (error) {
      await root.close();
      throw error;
    }
  }

  /** Another one of the same content, without an SSH server. */
  async copy(): Promise<Root> {
    const copy = new Root(this.port);
    await succeed("cp", ["--archive", `${this.folder}/.`, copy.folder]);
    return copy;
  }

  /** A file of the root, by its path without the first slash. */
  file(path: string): string {
    return join(this.folder, path);
  }

  read(path: string): string {
    return readFileSync(this.file(path), "utf8");
  }

  /** Runs a command in the root, with its own /proc; its daemons end with it. */
  run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return run("unshare", [...this.isolated, ...command], {
      PATH: "/commands:/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: "/root",
      ...env,
    });
  }

  /** Paths, modes, sizes, times and targets of all files in the root, to detect changes. */
  async snapshot(): Promise<string[]> {
    const volatile = ["proc", "sys", "dev", "run"].flatMap((name) => [
      ...["-path", this.file(name), "-prune", "-o"],
    ]);
    const { text } = await run("find", [
      ...[this.folder, ...volatile],
      ...["(", "-type", "f", "-o", "-type", "l", ")", "-printf", "%P %m %s %T@ %l\\n"],
    ]);
    return text.trim().split("\n").sort();
  }

  private get isolated(): readonly string[] {
    return [...ISOLATED, `--mount-proc=${this.file("proc")}`, "chroot", this.folder];
  }

  private async startServer(): Promise<void> {
    mkdirSync(this.file("run/sshd"), { recursive: true });
    const options = ["ListenAddress=127.0.0.1", "UsePAM=no", "PasswordAuthentication=no"];
    this.server = spawn(
      "unshare",
      [
        ...[...this.isolated, "/usr/sbin/sshd", "-D", "-p", `${this.port}`],
        ...options.flatMap((option) => ["-o", option]),
      ],
      { stdio: "ignore" },
    );
    await listening(this.port);
  }

  async close(): Promise<void> {
    if (this.server?.exitCode === null) {
      const ended = once(this.server, "exit");
      this.server.kill("SIGKILL"); // and with it, by --kill-child, all processes in its namespace
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
