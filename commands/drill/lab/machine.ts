import { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { CloudConfig } from "./cloud-config";
import { SYSTEM_PATH, programsFolder } from "../../shared/programs";
import { AT_ROUTER, type Network } from "./network";
import { type Sandbox, confine } from "./sandbox";
import { unitFiles } from "./unit-file";
import { Units } from "./units";

/** How many log lines are kept. */
const LOG_LINES = 2_000;

interface LabMachineSettings {
  /** Of its network namespace. */
  readonly name: string;
  readonly config: CloudConfig;
  /** For its sockets. */
  readonly folder: string;
  /** More files, beside those of its user data. */
  readonly files: CloudConfig["files"];
  /** Called with each line that a program prints. */
  readonly said: (program: string, line: string) => void;
}

/** Only settings of the machine's network namespace: the others belong to this computer. */
const SYSCTL = `#!/bin/sh
exec /usr/sbin/sysctl -q --system --pattern '^net[.]'
`;

/** All machines share the limits of this computer's user, which may be lower than a unit's. */
const LIMITS = `global
    no strict-limits
`;

const SYSTEMCTL = `#!/bin/sh
status=$(curl -s --unix-socket /run/lab/systemd.sock --data-binary "$*" http://systemd/) || exit 4
exit "$status"
`;

/**
 * A node as its user data sets it up: its files, in an overlay over this computer's file system, and its
 * started units, run by a simulated systemd. All programs are the real ones.
 */
export class LabMachine {
  private init: ChildProcess | undefined;
  private units: Units | undefined;
  private lines: string[] = [];

  constructor(
    private readonly network: Network,
    private readonly settings: LabMachineSettings,
  ) {}

  get log(): string {
    return this.lines.join("\n");
  }

  /** Has the lab's files for the machine, mounted at /run/lab. */
  private get shared(): string {
    return join(this.settings.folder, `${this.settings.name}-shared`);
  }

  /** A path of the machine, seen from outside. */
  path(path: string): string {
    return `/proc/${this.init!.pid}/root${path}`;
  }

  read(path: string): string | undefined {
    return existsSync(this.path(path)) ? readFileSync(this.path(path), "utf8") : undefined;
  }

  write(path: string, content: string, mode = 0o644): void {
    mkdirSync(this.path(dirname(path)), { recursive: true });
    writeFileSync(this.path(path), content, { mode });
  }

  /** Starts it: does what cloud-init does at the first boot. */
  async boot(): Promise<void> {
    const { config, files, name } = this.settings;
    await this.mount();
    this.write("/opt/lab/bin/systemctl", SYSTEMCTL, 0o755);
    this.write("/opt/lab/bin/sysctl", SYSCTL, 0o755);
    this.write("/opt/lab/limits.cfg", LIMITS);
    this.write("/etc/resolv.conf", `nameserver ${AT_ROUTER.vpcResolver}\n`);
    for (const { path, permissions, content } of [...files, ...config.files]) {
      this.write(path, content, parseInt(permissions, 8));
    }
    const socket = join(this.shared, "systemd.sock");
    this.units = await Units.serve(socket, {
      texts: (unit) => this.unitTexts(unit),
      run: (program, command, environment, sandbox) =>
        this.run(program, command, environment, sandbox),
      restarts: (program) => this.note("systemd", `starts ${program} again`),
    });
    // Programs without root use it, too.
    chmodSync(socket, 0o666);
    for (const command of config.commands) {
      const child = this.run("cloud-init", `exec ${command.join(" ")}`);
      await once(child, "exit");
    }
    this.note("lab", `${name} has booted`);
  }

  /** Its own /etc, /opt and /run. The process that holds these mounts runs as long as the machine. */
  private async mount(): Promise<void> {
    const own = join(this.settings.folder, this.settings.name);
    for (const folder of [own, this.shared]) mkdirSync(folder, { recursive: true });
    const script = `mount -t tmpfs tmpfs ${own} && mkdir ${own}/etc ${own}/work ${own}/opt ${own}/work-opt &&
      mount -t overlay overlay -o lowerdir=/etc,upperdir=${own}/etc,workdir=${own}/work /etc &&
      mount -t overlay overlay -o lowerdir=/opt,upperdir=${own}/opt,workdir=${own}/work-opt /opt &&
      mount -t tmpfs tmpfs /run && mkdir /run/lab /run/programs && mount --bind ${this.shared} /run/lab &&
      mount --bind ${programsFolder()} /run/programs && echo mounted && exec sleep infinity`;
    this.init = this.network.spawn(this.settings.name, ["unshare", "--mount", "sh", "-c", script], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = await Promise.race([
      once(this.init.stdout!, "data"),
      once(this.init.stderr!, "data"),
    ]);
    if (String(said).trim() !== "mounted") {
      throw new Error(`a machine of the lab cannot mount its own file system: ${String(said)}`);
    }
  }

  private unitTexts(unit: string): string[] {
    return unitFiles(unit, (folder) => {
      const path = this.path(folder);
      return existsSync(path) ? readdirSync(path) : [];
    }).flatMap((path) => this.read(path) ?? []);
  }

  /** Runs a shell command on the machine; its output goes to the log. */
  run(
    program: string,
    command: string,
    environment: Readonly<Record<string, string>> = {},
    sandbox?: Sandbox,
  ): ChildProcess {
    const inside = ["nsenter", "-t", String(this.init!.pid), "--mount", "--net"];
    const words = sandbox ? confine(sandbox, command) : ["sh", "-c", command];
    const child = this.network.spawnOutside([...inside, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: `/opt/lab/bin:/run/programs:${SYSTEM_PATH}`,
        HOME: "/root",
        AWS_ENDPOINT_URL: `http://${AT_ROUTER.api}`,
        // The AWS command line waits for metadata for one second, once: too little on a busy machine.
        AWS_METADATA_SERVICE_TIMEOUT: "10",
        AWS_METADATA_SERVICE_NUM_ATTEMPTS: "3",
        OPTIONS: "-f /opt/lab/limits.cfg",
        ...environment,
      },
    });
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on("data", (data: Buffer) => this.note(program, data.toString()));
    }
    return child;
  }

  private note(program: string, text: string): void {
    const time = new Date().toISOString().slice(11, 23);
    for (const line of text.trimEnd().split("\n")) {
      this.lines.push(`${time} ${this.settings.name} ${program}: ${line}`);
      this.settings.said(program, line);
    }
    if (this.lines.length > 2 * LOG_LINES) this.lines = this.lines.slice(-LOG_LINES);
  }

  /** Sends a signal to the processes of a program, or to all of them. */
  signal(signal: NodeJS.Signals, program?: string): void {
    for (const pid of this.processes(program)) {
      try {
        process.kill(pid, signal);
      } catch {
        // It has just ended.
      }
    }
  }

  processes(program?: string): number[] {
    const nameOf = (pid: number): string => {
      try {
        return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
      } catch {
        return "";
      }
    };
    return this.network
      .processes(this.settings.name)
      .filter((pid) => pid !== this.init?.pid && (!program || nameOf(pid) === program));
  }

  /** Memory of a program's processes together, in bytes. */
  memoryOf(program: string): number {
    const kilobytes = this.processes(program).map((pid) => {
      const status = existsSync(`/proc/${pid}/status`)
        ? readFileSync(`/proc/${pid}/status`, "utf8")
        : "";
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    });
    return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
  }

  /** Power off: everything on it ends at once. */
  powerOff(): void {
    this.units?.close();
    this.network.remove(this.settings.name);
    rmSync(this.shared, { recursive: true, force: true });
  }
}
