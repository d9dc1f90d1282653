import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { PacedBalancers } from "./balancer-pace";
import { type LabFacts, renderBalancers, renderServers } from "./balancer-config";
import { eventually } from "./eventually";
import { end } from "./namespaces";
import { type Move, planMoves } from "./move-balancers";
import type { Network } from "./network";
import type { DataPlaneSettings } from "./settings";
import {
  type BackendsPlan,
  type BalancerPlan,
  type ServerPlan,
  planBackends,
} from "./plan-backends";

/** How long HAProxy may take to answer a command. */
const ANSWER_MS = 5_000;

/** Simulates the load balancers of an account and the instances behind them. */
export class Backends {
  private plan: BackendsPlan = { servers: [], balancers: [] };
  private balancers: ChildProcess | undefined;
  private readonly servers = new Map<string, ChildProcess>();
  private readonly surroundings: LabFacts;
  /** What AWS has finished of the account's load balancers. */
  readonly paced: PacedBalancers;
  /** Machines of load balancers. */
  private readonly joined = new Set<string>();
  private isReloading = false;
  /** Replaced nodes that still serve. */
  private moves: readonly Move[] = [];
  /** The file from which a reload reads the health of servers. */
  private readonly states: string;
  private output = "";

  constructor(
    private readonly network: Network,
    private readonly folder: string,
    private readonly settings: DataPlaneSettings,
  ) {
    const { speed, pace } = settings;
    this.paced = new PacedBalancers(pace, speed);
    this.states = join(folder, "balancers.states");
    const certificate = join(folder, "server.pem");
    writeFileSync(certificate, createCertificate(folder));
    this.surroundings = { speed, certificate, namespace: (machine) => network.name(machine) };
  }

  get colors(): string[] {
    return [...new Set(this.plan.servers.map(({ color }) => color))];
  }

  get(): BackendsPlan {
    return this.plan;
  }

  /** The addresses of load balancers in a zone. */
  addressesIn(zone: string): string[] {
    return planBackends(this.settings.account)
      .balancers.filter((one) => one.zone === zone)
      .flatMap(({ address, publicAddress }) => [
        address,
        ...(publicAddress ? [publicAddress] : []),
      ]);
  }

  async start(): Promise<void> {
    this.plan = planBackends(this.settings.account);
    const { servers, balancers } = this.plan;
    this.paced.follow(this.plan);
    for (const { machine, address, zone } of servers) {
      if (!this.network.has(machine)) this.network.add(machine, [address], zone);
    }
    balancers.forEach((one) => this.join(one));
    for (const color of this.colors) await this.startColor(color);
    writeFileSync(this.states, "");
    if (balancers.length > 0) this.balancers = this.haproxy("balancers", this.balancerConfig());
  }

  /** Adds the machine of a load balancer in a zone, which also answers at its public address. */
  private join({ machine, address, publicAddress, zone }: BalancerPlan): void {
    this.network.add(machine, [address], zone);
    this.joined.add(machine);
    if (publicAddress === undefined) return;
    this.network.answer(machine, publicAddress);
    this.network.lead(publicAddress, machine);
  }

  /** With both nodes of a move: its order does not change when the names resolve to the new ones. */
  private balancerConfig = (): string => {
    const balancers = this.paced.serving();
    const moving = this.moves.flatMap(({ before, after }) => {
      const { listeners } = balancers.find(({ id }) => id === after.id)!;
      return [before, after].map((one) => ({ ...one, listeners }));
    });
    const machines = new Map([...balancers, ...moving].map((one) => [one.machine, one]));
    return renderBalancers(
      [...machines.values()].sort((a, b) => a.machine.localeCompare(b.machine)),
      this.socket,
      this.surroundings,
      this.states,
    );
  };

  private get socket(): string {
    return join(this.folder, "balancers.sock");
  }

  /** Updates the load balancers from the account. They keep the health of their targets. */
  async follow(): Promise<void> {
    if (!this.balancers) return;
    this.paced.follow(planBackends(this.settings.account));
    this.followMachines();
    const file = join(this.folder, "balancers.cfg");
    const isCurrent = (): boolean => readFileSync(file, "utf8") === this.balancerConfig();
    // A change in the meantime is seen by the next call.
    if (this.isReloading || isCurrent()) return;
    this.isReloading = true;
    const states = await ask(this.socket, "show servers state");
    this.isReloading = false;
    writeFileSync(this.states, states);
    writeFileSync(file, this.balancerConfig());
    this.balancers.kill("SIGUSR2");
  }

  /** Adds the machines of new zones once they serve, and removes those of zones that are gone. */
  private followMachines(): void {
    const coming = this.paced.coming();
    const serving = this.paced.serving();
    for (const { publicAddress } of coming) {
      if (publicAddress !== undefined) this.network.lead(publicAddress, undefined);
    }
    const moving = this.moves.flatMap(({ before, after }) => [before, after]);
    const kept = new Set([...serving, ...moving].map(({ machine }) => machine));
    for (const machine of this.joined) {
      if (kept.has(machine)) continue;
      this.joined.delete(machine);
      this.network.remove(machine);
    }
    for (const one of serving) if (!this.joined.has(one.machine)) this.join(one);
  }

  /**
   * The targets that are unhealthy for every load balancer that forwards to them: their addresses, and the ids
   * of instances.
   */
  async unhealthy(): Promise<string[]> {
    const stat = await ask(this.socket, "show stat");
    const rows = stat.split("\n").map((line) => line.split(","));
    const addressesThat = (status: string): string[] =>
      rows.filter((row) => row[17]?.startsWith(status)).map((row) => row[1]!.replace(/-\d+$/, ""));
    const healthy = new Set(addressesThat("UP"));
    const found = new Set(addressesThat("DOWN").filter((address) => !healthy.has(address)));
    const instances = this.plan.servers.filter(({ address }) => found.has(address));
    return [...found, ...instances.map(({ id }) => id), ...this.paced.initial()];
  }

  /** The instances of a colour. */
  instancesOf(color: string): readonly ServerPlan[] {
    return this.plan.servers.filter((server) => server.color === color);
  }

  /** Waits until the load balancers have found all of these instances healthy, or unhealthy. */
  async waitUntil(
    health: "healthy" | "unhealthy",
    instances: readonly ServerPlan[],
  ): Promise<void> {
    const names = instances.map(({ id }) => id);
    await eventually(
      async () => {
        const found = await this.unhealthy();
        return names.every((id) => found.includes(id) === (health === "unhealthy"));
      },
      () => `${names.join()} do not become ${health}: ${this.output}`,
    );
  }

  /**
   * Replaces the nodes of the load balancers with these names, as AWS does. The names resolve to the new
   * addresses once the new nodes serve, and the old ones serve until the returned function is called.
   */
  async move(names: readonly string[]): Promise<() => Promise<void>> {
    const { moves, apply } = planMoves(this.settings.account, names);
    this.moves = moves;
    for (const { after } of moves) this.join(after);
    await this.follow();
    await eventually(
      async () => {
        const stat = await ask(this.socket, "show stat");
        return moves.every(({ after }) => stat.includes(`${after.machine}-`));
      },
      () => `the new nodes of ${names.join()} do not serve: ${this.output}`,
    );
    apply();
    return () => {
      this.moves = [];
      return this.follow();
    };
  }

  private haproxy(name: string, config: string): ChildProcess {
    const file = join(this.folder, `${name}.cfg`);
    writeFileSync(file, config);
    const child = this.network.spawnOutside(["haproxy", "-W", "-f", file], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on("data", (data: Buffer) => {
        this.output = (this.output + data.toString()).slice(-20_000);
      });
    }
    return child;
  }

  /** Starts all instances of a colour. */
  async startColor(color: string): Promise<void> {
    const sick = join(this.folder, `${color}.sick`);
    writeFileSync(sick, "");
    const socket = this.socketOf(color);
    const config = renderServers(this.instancesOf(color), sick, socket, this.surroundings);
    this.servers.set(color, this.haproxy(`servers-${color}`, config));
    await eventually(
      () => ask(socket, "show info"),
      () => `the servers of ${color} do not start: ${this.output}`,
    );
  }

  /** Kills all instances' servers of a colour. */
  async stopColor(color: string): Promise<void> {
    await end(this.servers.get(color)!, "SIGTERM");
  }

  /** Makes all instances of a colour answer 503 to every request, or stops that. */
  async setUnhealthy(color: string, sick: boolean): Promise<void> {
    const file = join(this.folder, `${color}.sick`);
    await ask(
      this.socketOf(color),
      `${sick ? "add" : "del"} map ${file} sick${sick ? " yes" : ""}`,
    );
  }

  private readonly socketOf = (color: string): string => join(this.folder, `servers-${color}.sock`);
}

async function ask(socket: string, command: string): Promise<string> {
  const connection = connect(socket);
  connection.on("error", () => undefined);
  // A process that a reload has replaced may never answer.
  connection.setTimeout(ANSWER_MS, () => connection.destroy());
  connection.end(`${command}\n`);
  if (connection.connecting) await once(connection, "connect").catch(() => undefined);
  return text(connection).catch(() => "");
}

function createCertificate(folder: string): string {
  const args = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
  const key = join(folder, "key.pem");
  const certificate = execFileSync(
    "openssl",
    [...args.split(" "), "-subj", "/CN=static.example.com", "-keyout", key],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  return certificate + readFileSync(key, "utf8");
}
