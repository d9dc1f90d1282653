import { type ChildProcess } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  PRIORITIES,
  renderKeepalivedConfig,
} from "../../../components/front-door/proxy/keepalived-config";
import { type Api, serveApi } from "../../../simulator/api";
import type { Watcher } from "../../../simulator/api/faults";
import { type Imds, serveImds } from "../../../simulator/api/imds";
import { eventually } from "../../../commands/drill/lab/eventually";
import type { ClientMethods, ClientReply } from "../../../commands/drill/lab/client";
import { connectMethods } from "../../../commands/drill/lab/rpc";
import { PairAccount } from "./pair-account";
import { API, CLIENTS, type Letter, PairNetwork } from "./pair-network";
import { METADATA_PORT, PairLabNode } from "./pair-node";
import { renderIntruder } from "./intruder";
import { renderRelay } from "./relay";

export interface PairLabSettings {
  readonly failover: "route" | "eip";
  readonly advertSeconds: number;
  readonly preempt?: boolean;
  /** How often a master reads the state in AWS. */
  readonly checkMs?: number;
  /** keepalived.conf of another design, which moves the address itself, for comparisons. */
  readonly otherDesign?: (node: OtherNode) => string;
}

/** The settings of another design for its node. */
export interface OtherNode {
  readonly letter: Letter;
  readonly ownAddress: string;
  readonly peerAddress: string;
  /** For its files; `run` in it is the node's /run. */
  readonly folder: string;
  readonly apiUrl: string;
  readonly metadataUrl: string;
  /** As in node.env. */
  readonly settings: Readonly<Record<string, string>>;
}

const OTHER = { a: "b", b: "a" } as const;

/** A pair in a separate VPC: the router applies the routes of the simulated EC2. */
export class PairLab {
  readonly folder = mkdtempSync(join(tmpdir(), "holdfast-pair-"));
  nodes!: Readonly<Record<Letter, PairLabNode>>;
  api!: Api;
  private network!: PairNetwork;
  private client!: Awaited<ReturnType<typeof connectMethods<ClientMethods>>>;
  private metadata: Imds[] = [];
  private relayLog = "";
  /** Called around every call to AWS, before the router follows. */
  watch: Watcher = () => undefined;

  private constructor(
    private readonly settings: PairLabSettings,
    readonly account: PairAccount,
  ) {}

  static async open(settings: PairLabSettings): Promise<PairLab> {
    const lab = new PairLab(settings, new PairAccount(settings.failover));
    try {
      await lab.build();
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  }

  private async build(): Promise<void> {
    const { account, settings } = this;
    this.network = PairNetwork.open(account.addresses);
    this.api = await serveApi(account.aws.account);
    this.api.faults.watch = async (moment) => {
      await this.watch(moment);
      if (moment.when === "after") this.follow();
    };
    for (const letter of ["a", "b"] as const) {
      this.metadata.push(await serveImds(account.aws.account, account.instances[letter].id));
    }
    this.startRelay();
    this.nodes = { a: this.createNode("a"), b: this.createNode("b") };
    this.follow();
    const script = join(__dirname, "../../../commands/drill/lab/client.ts");
    this.client = await connectMethods<ClientMethods>(
      this.network.spawn("client", this.runFolder("client"), node(script), {
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      }),
    );
    if (settings.failover === "eip" || settings.otherDesign) this.addDestination();
  }

  private runFolder(name: string): string {
    const folder = join(this.folder, name, "run");
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  private createNode(letter: Letter): PairLabNode {
    const { account, settings } = this;
    const { [letter]: own, [OTHER[letter]]: peer } = account.addresses;
    const folder = join(this.folder, letter);
    const nodeSettings = account.settingsOf(letter, peer);
    const apiUrl = `http://${API}`;
    const metadataUrl = `http://127.0.0.1:${METADATA_PORT}`;
    const config =
      settings.otherDesign?.({
        letter,
        folder,
        apiUrl,
        metadataUrl,
        ownAddress: own,
        peerAddress: peer,
        settings: nodeSettings,
      }) ??
      renderKeepalivedConfig({
        node: `main-${letter}`,
        ownAddress: own,
        peerAddress: peer,
        priority: letter === "a" ? PRIORITIES.first : PRIORITIES.second,
        advertSeconds: settings.advertSeconds,
        preempt: settings.preempt ?? false,
      });
    return new PairLabNode(letter, this.network, {
      folder,
      keepalivedConfig: config,
      settings: nodeSettings,
      variables: {
        AWS_ENDPOINT_URL: apiUrl,
        HOLDFAST_IMDS: metadataUrl,
        HOLDFAST_CHECK_MS: String(settings.checkMs ?? 2_000),
      },
      programs: settings.otherDesign ? ["haproxy", "keepalived"] : ["haproxy", "own", "keepalived"],
    });
  }

  private startRelay(): void {
    const config = renderRelay((machine) => this.network.name(machine), {
      api: this.api.url,
      a: this.metadata[0]!.url,
      b: this.metadata[1]!.url,
    });
    const file = join(this.folder, "relay.cfg");
    writeFileSync(file, config);
    this.relay = this.network.spawnOutside("haproxy", ["-db", "-f", file]);
    for (const stream of [this.relay.stdout!, this.relay.stderr!]) {
      stream.on("data", (data: Buffer) => (this.relayLog += data.toString()));
    }
  }

  private relay: ChildProcess | undefined;

  /** Points the routes of some tables to a node, as an operator may do. */
  point(...change: Parameters<PairAccount["point"]>): void {
    this.account.point(...change);
    this.follow();
  }

  /** Enables a node's source/destination check. */
  turnCheckOn(letter: Letter): void {
    this.account.turnCheckOn(letter);
    this.follow();
  }

  /** Applies the account's route tables to the router. */
  private follow(): void {
    const { deliveries, destination } = this.account;
    this.network.lead(destination, deliveries);
  }

  /**
   * Adds the clients' target address to the nodes. For an Elastic IP, this simulates the internet gateway's
   * address translation.
   */
  private addDestination(): void {
    for (const letter of ["a", "b"] as const) {
      this.network.addAddress(letter, this.account.destination);
    }
  }

  /** The node that all route tables route to; undefined while they differ. */
  get owner(): Letter | undefined {
    const ways = new Set(Object.values(this.account.ways));
    return ways.size > 1 ? undefined : [...ways][0];
  }

  get log(): string {
    const lines = (["a", "b"] as const).flatMap((letter) => this.nodes[letter].log.split("\n"));
    return `${this.relayLog}${lines.sort().join("\n")}`;
  }

  /** Waits until these nodes serve all clients, not necessarily the same node. */
  reached(nodes: readonly Letter[]): Promise<void> {
    return eventually(
      async () => (await this.ask()).every((answer) => nodes.some((node) => node === answer)),
      () => this.log,
    );
  }

  clearLog(): void {
    for (const node of Object.values(this.nodes)) node.clearLog();
  }

  /** One request from each of the client's addresses; returns the node that served it, or the error. */
  async ask(): Promise<string[]> {
    const replies = await Promise.all(
      Object.values(CLIENTS).map(({ address }) =>
        this.client("ask", {
          address: this.account.destination,
          port: 80,
          tls: false,
          from: address,
        }),
      ),
    );
    return replies.map(({ status, error, headers }) =>
      status === 200 ? (headers["x-colour"] ?? "") : error || String(status),
    );
  }

  /** Waits until a node has the address in every table and serves all clients. */
  async served(by: readonly Letter[] = ["a", "b"]): Promise<void> {
    await eventually(
      async () => {
        const { owner } = this;
        if (!owner || !by.includes(owner)) return false;
        return (await this.ask()).every((answer) => answer === owner);
      },
      () => this.log,
    );
  }

  /** Waits until the pair is healthy: one node is the master and has the address, the other is on standby. */
  async whole(master: Letter): Promise<void> {
    await this.settled([master]);
  }

  /** Waits until the pair is healthy, with any master, and returns the master. */
  async settled(nodes: readonly Letter[] = ["a", "b"]): Promise<Letter> {
    const master = (): Letter | undefined =>
      nodes.find(
        (letter) =>
          this.nodes[letter].state === "MASTER" && this.nodes[OTHER[letter]].state === "BACKUP",
      );
    await eventually(
      () => Promise.resolve(master()),
      () => this.log,
    );
    const letter = master() ?? nodes[0]!;
    await this.served([letter]);
    return letter;
  }

  startLoad(ratePerSecond: number): Promise<void> {
    const { address } = CLIENTS.public;
    const target = { address: this.account.destination, port: 80, tls: false, from: address };
    return this.client("startLoad", { target, ratePerSecond });
  }

  stopLoad(): Promise<ClientReply[]> {
    return this.client("stopLoad");
  }

  /** Drops packets between machines: see PairNetwork. */
  cut(...cuts: Parameters<PairNetwork["cut"]>[0][]): void {
    for (const cut of cuts) this.network.cut(cut);
  }

  restore(): void {
    this.network.restore();
  }

  /** Sends a node advertisements of a master with a priority above the pair's, from another machine. */
  startIntruder(letter: Letter): ChildProcess {
    const file = join(this.folder, "intruder.conf");
    writeFileSync(file, renderIntruder(this.account.addresses[letter]));
    const command = ["keepalived", "--dont-fork", "--log-console", "--vrrp", "-f", file];
    return this.network.spawn("servers", this.runFolder("intruder"), command, { stdio: "ignore" });
  }

  async close(): Promise<void> {
    try {
      await this.network?.close();
      await Promise.all(this.metadata.map((one) => one.close()));
      await this.api?.close();
    } finally {
      rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
    }
  }
}

const node = (script: string): string[] => [process.execPath, "--require", "tsx", script];
