import { type ChildProcess, spawn as startProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end } from "../../../commands/drill/lab/namespaces";
import { SYSTEM_PATH, programsFolder } from "../../../commands/shared/programs";
import { BACKEND, type Letter, type PairNetwork } from "./pair-network";

const INSTANCE = join(__dirname, "../../../node/instance");
const BIN = join(INSTANCE, "bin");

/** The start-up command of keepalived's unit, for the shell. */
const BEFORE_KEEPALIVED = readFileSync(
  join(INSTANCE, "systemd/keepalived.service.d/holdfast.conf"),
  "utf8",
)
  .split("\n")
  .flatMap((line) => /^ExecStartPre=(.+)/.exec(line)?.[1] ?? [])
  .join(" && ");

/** The address of a node's metadata service, on its loopback interface. */
export const METADATA_PORT = 8111;

export type Program = "haproxy" | "keepalived" | "own";

/** The parts of a node. */
interface NodeMade {
  /** Its root; `run` in it is its /run. */
  readonly folder: string;
  readonly keepalivedConfig: string;
  /** Settings in node.env. */
  readonly settings: Readonly<Record<string, string>>;
  /** Environment variables of its programs. */
  readonly variables: Readonly<Record<string, string>>;
  /** Its programs, in boot order. */
  readonly programs: readonly Program[];
}

const HAPROXY = (letter: string): string => `global
    maxconn 1000

defaults
    mode http
    timeout connect 250ms
    timeout client 10s
    timeout server 10s

frontend clients
    bind :80
    http-after-response set-header x-colour ${letter}
    default_backend live

backend live
    server one ${BACKEND}:80

frontend health
    bind :9001
    http-request return status 200 if { path /health }
`;

/** A node of the pair: the real HAProxy and keepalived and the real program that moves the address. */
export class PairLabNode {
  private readonly running = new Map<Program, ChildProcess>();
  /** HAProxy's process, while it is suspended. */
  private frozen: ChildProcess | undefined;
  private text = "";

  constructor(
    readonly letter: Letter,
    private readonly network: PairNetwork,
    private readonly made: NodeMade,
  ) {
    const { folder, settings, keepalivedConfig } = made;
    for (const name of ["run/holdfast", "etc/holdfast"]) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    const lines = Object.entries(settings).map(([key, value]) => `${key}='${value}'\n`);
    writeFileSync(join(folder, "etc/holdfast/node.env"), lines.join(""));
    writeFileSync(join(folder, "haproxy.cfg"), HAPROXY(letter));
    writeFileSync(join(folder, "keepalived.conf"), keepalivedConfig);
  }

  /** The output of its programs, each line with the time. */
  get log(): string {
    return this.text;
  }

  clearLog(): void {
    this.text = "";
  }

  /** Starts programs that do not run. */
  start(...programs: Program[]): void {
    for (const program of programs.length > 0 ? programs : this.made.programs) {
      if (!this.runs(program)) this.running.set(program, this.spawn(program));
    }
  }

  runs(program: Program): boolean {
    const child = this.running.get(program);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** The last state of the running keepalived, as recorded by holdfast-own; empty if it has none. */
  get state(): string {
    const file = join(this.made.folder, "run/holdfast/own.state");
    const [state = "", , pid = ""] = existsSync(file)
      ? readFileSync(file, "utf8").trim().split(" ")
      : [];
    return this.runs("keepalived") && pid !== "" && existsSync(`/proc/${pid}`) ? state : "";
  }

  private spawn(program: Program): ChildProcess {
    const child = this.network.spawn(
      this.letter,
      join(this.made.folder, "run"),
      this.command(program),
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          PATH: `${programsFolder()}:${SYSTEM_PATH}`,
          HOLDFAST_ROOT: this.made.folder,
          ...this.made.variables,
        },
      },
    );
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on("data", (data: Buffer) => this.note(program, data.toString()));
    }
    return child;
  }

  private command(program: Program): string[] {
    const file = (name: string): string => join(this.made.folder, name);
    switch (program) {
      case "haproxy":
        return ["haproxy", "-db", "-f", file("haproxy.cfg")];
      case "own":
        return ["bash", join(BIN, "holdfast-own")];
      case "keepalived":
        return [
          ...["sh", "-c", `${BEFORE_KEEPALIVED} && exec "$@"`, "sh"],
          ...["keepalived", "--dont-fork", "--log-console", "--vrrp"],
          ...["-f", file("keepalived.conf"), "--vrrp_pid=/run/holdfast/vrrp.pid"],
          "--pid=/run/holdfast/keepalived.pid",
        ];
    }
  }

  private note(program: Program, text: string): void {
    const time = new Date().toISOString().slice(14, 23);
    for (const line of text.trim().split("\n")) {
      this.text += `${time} ${this.letter} ${program}: ${line}\n`;
    }
  }

  /** Ends programs; SIGKILL simulates a crash, including their child processes. */
  async stop(signal: NodeJS.Signals, ...programs: Program[]): Promise<void> {
    for (const program of programs.length > 0 ? programs : this.made.programs) {
      const child = this.running.get(program);
      this.running.delete(program);
      if (!child) continue;
      if (program === "keepalived" && signal === "SIGKILL") {
        // Else it could start another VRRP process before it is killed itself.
        child.kill("SIGSTOP");
        this.killVrrp();
      } else {
        // A suspended process only reacts to SIGKILL.
        child.kill("SIGCONT");
      }
      await end(child, signal);
    }
  }

  /** Suspends HAProxy's process, which then listens but never answers, or resumes it. */
  freeze(frozen: boolean): void {
    const haproxy = this.running.get("haproxy");
    haproxy?.kill(frozen ? "SIGSTOP" : "SIGCONT");
    this.frozen = frozen ? haproxy : undefined;
  }

  /** Suspends all its programs for a time, which is exact even on a busy machine. */
  async stall(ms: number): Promise<void> {
    const running = [...this.running].filter(
      // A program that was already suspended stays so.
      ([program, child]) => this.runs(program) && child !== this.frozen,
    );
    const pids = running.map(([, child]) => child.pid!);
    if (this.runs("keepalived")) pids.push(...this.vrrpPid());
    const script = 'kill -STOP $1; sleep "$0"; kill -CONT $1';
    const stall = startProcess(
      "nice",
      ["-n", "-20", "sh", "-c", script, `${ms / 1000}`, pids.join(" ")],
      { stdio: "ignore" },
    );
    await once(stall, "exit");
  }

  /** Simulates that another process has the PID of a killed keepalived. */
  reuseNumber(): void {
    writeFileSync(join(this.made.folder, "run/holdfast/keepalived.pid"), `${process.pid}\n`);
  }

  /** PID of keepalived's VRRP process; its parent only restarts it. */
  private vrrpPid(): number[] {
    const file = join(this.made.folder, "run/holdfast/vrrp.pid");
    return existsSync(file) ? [Number(readFileSync(file, "utf8"))] : [];
  }

  private killVrrp(): void {
    try {
      for (const pid of this.vrrpPid()) process.kill(pid, "SIGKILL");
    } catch {
      // It has already ended.
    }
  }

  /** Power off: everything ends at once, and memory is lost. */
  async powerOff(): Promise<void> {
    await this.stop("SIGKILL", "keepalived", "own", "haproxy");
    rmSync(join(this.made.folder, "run/holdfast"), { recursive: true, force: true });
    // Children of the programs end on their own.
    await sleep(10);
  }
}
