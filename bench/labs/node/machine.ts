import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { type Server, createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Imds } from "../../../simulator/api/imds";
import { SYSTEM_PATH, programsFolder } from "../../../commands/shared/programs";
import type { Stored } from "../../../simulator/model/resource";
import { reservePort } from "../reserve-port";

const BIN = join(__dirname, "../../../node/instance/bin");
const QUICK_AWS = join(__dirname, "quick-aws/aws");
/** File with the calls that quick-aws refused, on the machine. */
const REFUSED = "quick-aws.refused";

/** The end of a program. */
export interface Ended {
  readonly status: number | null;
  /** Its log. */
  readonly log: string;
}

/** A program that runs on a machine. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Calls a function with each piece of its log. */
  readonly said: (listener: (text: string) => void) => void;
  /** Sends SIGKILL to it and its children. */
  readonly kill: () => void;
}

/**
 * A machine of the node a1: a folder as its root, its metadata service, and simulations of HAProxy and the
 * AWS command line.
 */
export class NodeMachine {
  readonly id: string;
  readonly root = mkdtempSync(join(tmpdir(), "holdfast-node-"));
  /** Commands in this folder take precedence over those of the system. */
  readonly commands = join(this.root, "commands");
  readonly settings: Record<string, string>;
  /** PATH of its programs. */
  path = `${this.commands}:${programsFolder()}:${SYSTEM_PATH}`;
  private readonly running = new Set<ChildProcess>();
  private proxy: Server | undefined;

  constructor(
    readonly instance: Stored,
    private readonly apiUrl: string,
    readonly imds: Imds,
  ) {
    this.id = instance.id;
    for (const folder of [this.commands, join(this.root, "etc/holdfast")]) {
      mkdirSync(folder, { recursive: true });
    }
    symlinkSync(QUICK_AWS, join(this.commands, "aws"));
    // This port is closed until `serve`.
    this.settings = { HOLDFAST_GROUP: "proxy-a1", HOLDFAST_HEALTH_PORT: "1" };
  }

  /** A file of the machine, by its path from the root. */
  file(path: string): string {
    return join(this.root, path);
  }

  read(path: string): string {
    return readFileSync(this.file(path), "utf8");
  }

  write(path: string, content: string, mode = 0o644): void {
    writeFileSync(this.file(path), content, { mode });
  }

  /** Limits the machine to these commands of the system. */
  linkSystem(folder: string, commands: readonly string[]): void {
    mkdirSync(this.file(folder));
    for (const name of commands) symlinkSync(`/bin/${name}`, this.file(join(folder, name)));
  }

  /** Gives the machine the AWS command line of the system. */
  useRealAws(): void {
    rmSync(join(this.commands, "aws"));
  }

  /** Simulates HAProxy's health port: answers 200, or 503 if its backend is down. */
  async serve(status: 200 | 503 = 200): Promise<void> {
    await this.stopServing();
    const before = this.settings["HOLDFAST_HEALTH_PORT"]!;
    const port = before === "1" ? String(await reservePort()) : before;
    this.proxy = createServer((_, response) => response.writeHead(status).end());
    this.settings["HOLDFAST_HEALTH_PORT"] = port;
    this.proxy.listen(Number(port), "127.0.0.1");
    await once(this.proxy, "listening");
  }

  /** Refuses connections to the health port. */
  async stopServing(): Promise<void> {
    const { proxy } = this;
    this.proxy = undefined;
    if (proxy) {
      await new Promise((resolve) => {
        proxy.close(resolve);
        proxy.closeAllConnections();
      });
    }
  }

  /** Starts a program of the node, or another one by its path, with short waits. */
  start(program: string, ...args: string[]): Running {
    const lines = Object.entries(this.settings).map(([key, value]) => `${key}=${value}\n`);
    this.write("etc/holdfast/node.env", lines.join(""));
    const child = spawn("/bin/bash", [resolve(BIN, program), ...args], {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: this.path,
        HOME: this.root,
        HOLDFAST_ROOT: this.root,
        HOLDFAST_IMDS: this.imds.url,
        HOLDFAST_RETRY_MS: "100",
        HOLDFAST_POLL_MS: "50",
        HOLDFAST_HEALTHY_SECONDS: "20",
        AWS_ENDPOINT_URL: this.apiUrl,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `${this.imds.url}/`,
        AWS_MAX_ATTEMPTS: "1",
      },
    });
    this.running.add(child);
    let log = "";
    child.stdout.on("data", (data: Buffer) => (log += data.toString()));
    child.stderr.on("data", (data: Buffer) => (log += data.toString()));
    const ended = once(child, "close").then(([status]) => {
      this.running.delete(child);
      return { status: status as number | null, log };
    });
    const said = (listener: (text: string) => void): void => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (data: Buffer) => listener(data.toString()));
      }
    };
    return { ended, said, kill: () => killGroup(child) };
  }

  /** Runs a program of the node to its end. */
  run(program: string, ...args: string[]): Promise<Ended> {
    return this.start(program, ...args).ended;
  }

  /** Fails if a program made a call that the simulated AWS command line refused. */
  async close(): Promise<void> {
    this.running.forEach(killGroup);
    await this.stopServing();
    await this.imds.close();
    const refused = existsSync(this.file(REFUSED)) ? this.read(REFUSED) : "";
    rmSync(this.root, { recursive: true, force: true, maxRetries: 20 });
    if (refused) throw new Error(`quick-aws does not know ${refused}`);
  }
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, "SIGKILL");
    }
  } catch {
    // It has already ended.
  }
}
