import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
  closeSync,
} from "node:fs";
import { type Api, serveApi } from "../../simulator/api";
import { serveImds } from "../../simulator/api/imds";
import { EIP_ASSOCIATION, NETWORK_INTERFACE } from "../../simulator/model/tokens";
import { eventually } from "../../commands/drill/lab/eventually";
import { end } from "../../commands/drill/lab/namespaces";
import { PairAccount } from "../../bench/labs/pair/pair-account";
import type { Letter } from "../../bench/labs/pair/pair-network";
import { type Ended, NodeMachine, type Running } from "../../bench/labs/node/machine";

const OTHER = { a: "b", b: "a" } as const;
const PID_FILE = "run/holdfast/vrrp.pid";

/** Options of a start: settings of node.env, and whether the other node's HAProxy answers. */
type Options = Readonly<Record<string, string | boolean>>;

/** Gives the URL at which nodes find the API and their metadata in place of these. */
type Through = (urls: { readonly api: string; readonly imds: string }) => Promise<string>;

/** An account with a pair, and nodes whose keepalived is a test: it writes what that would write. */
export class OwnLab {
  private readonly nodes: OwnNode[] = [];

  private constructor(
    readonly account: PairAccount,
    readonly api: Api,
    private readonly through: Through | undefined,
  ) {}

  static async open(failover: "route" | "eip", through?: Through): Promise<OwnLab> {
    const account = new PairAccount(failover);
    const lab = new OwnLab(account, await serveApi(account.aws.account), through);
    if (failover === "eip") lab.give("a");
    return lab;
  }

  get tableIds(): string {
    return Object.values(this.account.tables)
      .map(({ id }) => id)
      .join(" ");
  }

  /** The node that has the address, in every route table. */
  get owner(): Letter | undefined {
    const ways = new Set(Object.values(this.account.ways));
    return ways.size === 1 ? [...ways][0] : undefined;
  }

  private get reads(): number {
    return this.api.calls.filter(({ action }) => action === "ec2:DescribeAddresses").length;
  }

  get metrics(): string[] {
    return this.api.metrics.map(({ name }) => name);
  }

  /** Gives the address to a node, without its doing. */
  give(letter: Letter): void {
    const { failover, interfaces } = this.account;
    if (failover === "route") {
      this.account.point(letter, "public", "a", "b");
      return;
    }
    this.associate(interfaces[letter].id);
  }

  private associate(networkInterfaceId: string): void {
    const { aws, eip } = this.account;
    aws.account.referring(eip.id, EIP_ASSOCIATION).forEach((one) => aws.account.remove(one));
    aws.make(EIP_ASSOCIATION, { allocationId: eip.id, networkInterfaceId });
  }

  /** Names in the address's tags what has it and what is to have it, as a stack does. */
  tag(tags: { readonly holder?: string; readonly claimant?: string }): void {
    const { aws, eip } = this.account;
    const named = Object.entries(tags).map(([key, value]) => [`holdfast:${key}`, value] as const);
    aws.change(aws.account.read(eip)!, { tags: Object.fromEntries(named) });
  }

  /** Gives an Elastic IP to a node of another front door. Returns its network interface. */
  giveToOther(): string {
    const { aws, interfaces } = this.account;
    const { id: networkInterfaceId } = aws.make(NETWORK_INTERFACE, {
      subnetId: aws.state(interfaces.a)["subnetId"],
    });
    this.associate(networkInterfaceId);
    return networkInterfaceId;
  }

  ownedBy(letter: Letter): Promise<void> {
    return eventually(
      () => Promise.resolve(this.owner === letter),
      () => this.nodes.map(({ log }) => log).join("\n"),
    );
  }

  /** Waits until a node has read the address twice after this call: the second read began after it. */
  checked = (): Promise<void> => this.read(this.reads + 2);

  /** Waits until nodes have read the address so often. */
  async read(times: number): Promise<void> {
    await eventually(
      () => Promise.resolve(this.reads >= times),
      () => this.nodes.map(({ log }) => log).join("\n"),
    );
  }

  /** A node on which the program runs and waits for transitions. */
  async start(letter: Letter, options: Options = {}): Promise<OwnNode> {
    const node = await this.node(letter, options);
    await node.run();
    return node;
  }

  /** Runs the program with settings that end it. */
  async runWith(letter: Letter, options: Options): Promise<Ended> {
    return (await this.node(letter, options)).second();
  }

  /** A node on which the program does not run yet. */
  async node(letter: Letter, { peerHealthy = false, ...more }: Options): Promise<OwnNode> {
    const { account, api } = this;
    const imds = await serveImds(account.aws.account, account.instances[letter].id);
    const url = await this.through?.({ api: api.url, imds: imds.url });
    const machine = new NodeMachine(account.instances[letter], url ?? api.url, {
      ...imds,
      url: url ?? imds.url,
    });
    Object.keys(machine.settings).forEach((key) => delete machine.settings[key]);
    // The other node is this machine, where something answers or not.
    const settings = { ...account.settingsOf(letter, "127.0.0.1"), HOLDFAST_HEALTH_PORT: "1" };
    for (const [key, value] of Object.entries({ ...settings, HOLDFAST_CHECK_MS: "200", ...more })) {
      machine.settings[key] = String(value).includes(" ") ? `'${value}'` : String(value);
    }
    if (peerHealthy) await machine.serve();
    machine.write("commands/ip", "#!/bin/sh\nexit 0\n", 0o755);
    const node = await OwnNode.make(machine, OTHER[letter] === "a" ? 240 : 250);
    this.nodes.push(node);
    return node;
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
    await this.api.close();
  }
}

/** A node with a process that passes for keepalived. */
class OwnNode {
  log = "";
  private program: Running | undefined;

  constructor(
    private readonly machine: NodeMachine,
    private readonly priority: number,
    /** What passes for keepalived. */
    private readonly keepalived: { readonly pid: number; readonly parent: ChildProcess },
  ) {}

  static async make(machine: NodeMachine, priority: number): Promise<OwnNode> {
    mkdirSync(machine.file("run/holdfast"), { recursive: true });
    execFileSync("mkfifo", [machine.file("run/holdfast/vrrp.fifo")]);
    copyFileSync("/bin/sleep", machine.file("keepalived"));
    const script = '"$0" 600 & echo $! && exec sleep 600';
    const parent = spawn("/bin/sh", ["-c", script, machine.file("keepalived")], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [pid] = (await once(parent.stdout, "data")) as [Buffer];
    const name = `/proc/${pid.toString().trim()}/comm`;
    await eventually(() => Promise.resolve(readFileSync(name, "utf8") === "keepalived\n"));
    machine.write(PID_FILE, pid.toString());
    return new OwnNode(machine, priority, { pid: Number(pid), parent });
  }

  /** Starts the program; returns when it reads transitions. */
  async run(): Promise<void> {
    const seen = this.log.length;
    this.launch();
    await eventually(
      () => Promise.resolve(this.log.slice(seen).includes("action=ready")),
      () => this.log,
    );
  }

  launch(): Running {
    this.program = this.machine.start("holdfast-own");
    this.program.said((text) => (this.log += text));
    return this.program;
  }

  /** Runs the program once more, to its end. */
  second(): Promise<Ended> {
    return this.machine.run("holdfast-own");
  }

  async kill(): Promise<void> {
    this.program?.kill();
    await this.program?.ended;
  }

  /** Kills what passes for keepalived. It stays a zombie, as its parent does not wait for it. */
  killKeepalived(): void {
    process.kill(this.keepalived.pid, "SIGKILL");
  }

  /** Makes the process id of keepalived one that no process has. */
  loseKeepalived(): void {
    this.machine.write(PID_FILE, `${2 ** 22 + 1}\n`);
  }

  /** What keepalived writes when its state changes. */
  transition(state: string, priority = this.priority): void {
    const fifo = openSync(this.machine.file("run/holdfast/vrrp.fifo"), "r+");
    writeSync(fifo, `INSTANCE "pair" ${state} ${priority}\n`);
    // Closed by the last reader only: what was written stays.
    closeSync(fifo);
  }

  logged(pattern: RegExp): Promise<void> {
    return eventually(
      () => Promise.resolve(pattern.test(this.log)),
      () => `${pattern} is not in\n${this.log}`,
    );
  }

  async close(): Promise<void> {
    this.killKeepalived();
    await end(this.keepalived.parent, "SIGKILL");
    await this.kill();
    if (existsSync(this.machine.root)) await this.machine.close();
  }
}
