import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { type Server, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { end } from "./namespaces";
import { type Sandbox, sandboxIn } from "./sandbox";
import { type Unit, environmentIn, readUnit, secondsIn, setting, words } from "./unit-file";

/** The machine that the units run on. */
export interface Host {
  /** The file of a unit and those of its `.d` folder. */
  readonly texts: (unit: string) => string[];
  readonly run: (
    program: string,
    command: string,
    environment: Readonly<Record<string, string>>,
    sandbox: Sandbox,
  ) => ChildProcess;
  /** Called when an ended program is restarted. */
  readonly restarts: (program: string) => void;
}

/**
 * Simulates the systemd features that the nodes' units use: long-running and oneshot services, restarts,
 * ordering, and timers.
 */
export class Units {
  private readonly running = new Map<string, ChildProcess>();
  /** Pending starts: a service of type oneshot until it has ended. */
  private readonly starting = new Map<string, Promise<void>>();
  /** Services of type oneshot that have succeeded and count as active. */
  private readonly finished = new Set<string>();
  private readonly closing = new AbortController();

  private constructor(
    private readonly host: Host,
    private readonly server: Server,
  ) {}

  /** Receives the commands of `systemctl` on a socket, and answers each with its exit status. */
  static async serve(socket: string, host: Host): Promise<Units> {
    const server = createServer((request, response) => {
      void text(request)
        .then((command) => units.systemctl(command.split(" ")))
        .then((status) => response.end(String(status)));
    });
    const units = new Units(host, server);
    server.listen(socket);
    await once(server, "listening");
    return units;
  }

  private async systemctl(args: readonly string[]): Promise<number> {
    const [verb = "", ...names] = args.filter((one) => !one.startsWith("-"));
    for (const name of names.map((one) => (one.includes(".") ? one : `${one}.service`))) {
      const child = this.running.get(name);
      switch (verb) {
        case "enable":
          if (args.includes("--now")) void this.start(name);
          break;
        case "reload":
          if (!child || !(await this.reload(name, child))) return 1;
          break;
        case "reload-or-restart":
        case "start":
          if (!child && args.includes("--no-block")) void this.start(name);
          else if (!child) await this.start(name);
          else if (verb !== "start" && !(await this.reload(name, child))) return 1;
          break;
        case "is-active":
          if (!child) return 3;
          break;
        case "daemon-reload":
          break;
        default:
          return 1;
      }
    }
    return 0;
  }

  private unit(name: string): Unit {
    return readUnit(name, this.host.texts(name));
  }

  private start(name: string): Promise<void> {
    const started = this.starting.get(name) ?? this.startNow(name);
    this.starting.set(name, started);
    return started.finally(() => this.starting.delete(name));
  }

  private async startNow(name: string): Promise<void> {
    if (this.running.has(name) || this.finished.has(name)) return;
    const unit = this.unit(name);
    // Its start is recorded only after this line.
    await Promise.resolve();
    for (const other of words(unit, "Unit", "Wants")) {
      if (this.host.texts(other).length > 0) void this.start(other);
    }
    for (const other of words(unit, "Unit", "After")) await this.starting.get(other);
    if (this.closing.signal.aborted) return;
    if (name.endsWith(".timer")) {
      void this.runTimer(name, unit);
    } else if (setting(unit, "Service", "Type") === "oneshot") {
      const [code] = (await once(this.spawn(name, unit), "exit")) as [number | null];
      if (this.hasFailed(unit, code)) this.restartOn("on-failure", name, unit);
      else if (setting(unit, "Service", "RemainAfterExit") === "yes") this.finished.add(name);
    } else {
      const before = unit["Service"]?.["ExecStartPre"] ?? [];
      for (const command of before) await once(this.execute(name, unit, command), "exit");
      const child = this.spawn(name, unit);
      if (setting(unit, "Service", "Type") === "forking") this.awaitFork(unit, child);
      this.supervise(name, unit, child);
    }
  }

  private execute(
    name: string,
    unit: Unit,
    line: string,
    variables: Readonly<Record<string, string>> = {},
  ): ChildProcess {
    const sandbox = sandboxIn(unit);
    const [folder] = sandbox.runtimeDirectories;
    const environment = {
      ...environmentIn(unit),
      ...(folder === undefined ? {} : { RUNTIME_DIRECTORY: folder }),
      ...variables,
    };
    // The machine's PATH has the programs of packages, wherever they are on this computer.
    const command = `exec ${line.replace(/^\/usr\/sbin\//, "")}`;
    return this.host.run(name.replace(/\.\w+$/, ""), command, environment, sandbox);
  }

  private spawn(name: string, unit: Unit): ChildProcess {
    return this.execute(name, unit, setting(unit, "Service", "ExecStart")!);
  }

  /**
   * systemd waits until such a program has forked and exited, and ends one that does not: man
   * systemd.service, Type=.
   */
  private awaitFork(unit: Unit, child: ChildProcess): void {
    const seconds = secondsIn(setting(unit, "Service", "TimeoutStartSec") ?? "90s");
    void this.pause(seconds).then((elapsed) => elapsed && child.kill("SIGTERM"));
  }

  private supervise(name: string, unit: Unit, child: ChildProcess): void {
    this.running.set(name, child);
    child.on("exit", () => {
      this.running.delete(name);
      this.restartOn("always", name, unit);
    });
  }

  private hasFailed(unit: Unit, code: number | null): boolean {
    return code !== 0 && !words(unit, "Service", "SuccessExitStatus").includes(String(code));
  }

  /** Restarts a service after its delay, if its unit says so. */
  private restartOn(when: "always" | "on-failure", name: string, unit: Unit): void {
    if (setting(unit, "Service", "Restart") !== when) return;
    const seconds = secondsIn(setting(unit, "Service", "RestartSec") ?? "1s");
    void this.pause(seconds).then((elapsed) => {
      if (!elapsed) return;
      this.host.restarts(name);
      void this.start(name);
    });
  }

  /** Waits; returns false if everything is to end. */
  private async pause(seconds: number): Promise<boolean> {
    await sleep(seconds * 1000, undefined, { signal: this.closing.signal }).catch(() => undefined);
    return !this.closing.signal.aborted;
  }

  private async runTimer(name: string, unit: Unit): Promise<void> {
    const service = name.replace(/timer$/, "service");
    const span = (key: string): number => secondsIn(setting(unit, "Timer", key) ?? "0");
    const spread = (): number => Math.random() * span("RandomizedDelaySec");
    let wait = span("OnActiveSec");
    while (await this.pause(wait + spread())) {
      await this.start(service);
      wait = span("OnUnitInactiveSec");
    }
  }

  private async reload(name: string, child: ChildProcess): Promise<boolean> {
    const unit = this.unit(name);
    for (const line of unit["Service"]?.["ExecReload"] ?? ["/bin/false"]) {
      const command = this.execute(name, unit, line, { MAINPID: String(child.pid) });
      const [code] = (await once(command, "exit")) as [number | null];
      if (code !== 0) return false;
    }
    return true;
  }

  /** Stops a service without a restart, as `systemctl stop` does. */
  async stop(name: string): Promise<void> {
    const child = this.running.get(name);
    if (child) {
      child.removeAllListeners("exit");
      this.running.delete(name);
      await end(child, "SIGTERM");
    }
  }

  /** Stops starting services. */
  close(): void {
    this.closing.abort();
    this.server.close();
    this.server.closeAllConnections();
  }
}
