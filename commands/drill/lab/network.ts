import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { buildLab, end, ip, removeNamespaces } from "./namespaces";

/** The router's addresses, at which the lab simulates AWS and the internet. */
export const AT_ROUTER = {
  /** AWS's API. */
  api: "10.255.255.1",
  /** Route 53, which the resolvers query. */
  authority: "10.255.255.2",
  /** The resolver of machines in a VPC. */
  vpcResolver: "169.254.169.253",
  /** The resolver of clients. */
  publicResolver: "192.0.2.53",
  metadata: "169.254.169.254",
} as const;

/** The next hop of every machine. */
const GATEWAY = "169.254.1.1";

/** The machine that clients run on, and their addresses. */
export const CLIENT = {
  name: "client",
  addresses: Array.from({ length: 10 }, (_, index) => `198.51.100.${10 + index}`),
} as const;
export const ROUTER = "router";

/** The machine that functions run on, outside every VPC. */
export const FUNCTIONS = { name: "functions", address: "198.51.100.9" } as const;

interface Joined {
  /** The router's end of its cable. */
  readonly port: string;
  readonly zone: string;
}

/**
 * A network of machines, each a network namespace that is connected only to a router. The router forwards an
 * address to the machine that has it, and silently drops all other packets, as a VPC does. `close` removes
 * all of it; the next `open` removes what a killed run has left.
 */
export class Network {
  private readonly prefix = `holdfast-${process.pid}`;
  private readonly machines = new Map<string, Joined>();
  /** The machine that each address is routed to. */
  private readonly ways = new Map<string, string>();
  private readonly blocked = new Set<string>();
  private readonly children = new Set<ChildProcess>();
  private cables = 0;

  private constructor() {}

  static open(): Network {
    const network = new Network();
    buildLab(network.prefix, () => network.build());
    return network;
  }

  /** The namespace of a machine. */
  name(machine: string): string {
    return `${this.prefix}-${machine}`;
  }

  private build(): void {
    const router = this.name(ROUTER);
    ip("netns", "add", router);
    ip("-n", router, "link", "set", "lo", "up");
    for (const address of Object.values(AT_ROUTER)) {
      ip("-n", router, "address", "add", `${address}/32`, "dev", "lo");
    }
    ip("netns", "exec", router, "sysctl", "-qw", "net.ipv4.ip_forward=1");
    ip("-n", router, "route", "add", "blackhole", "default");
    // Blocks apply first, even to the router's own addresses.
    ip("-n", router, "rule", "add", "pref", "1000", "lookup", "local");
    ip("-n", router, "rule", "del", "pref", "0");
    this.add(CLIENT.name, CLIENT.addresses, "");
  }

  /** Adds a machine with its addresses. */
  add(machine: string, addresses: readonly string[], zone: string): void {
    const [router, name, port] = [this.name(ROUTER), this.name(machine), `m${++this.cables}`];
    ip("netns", "add", name);
    ip("-n", name, "link", "set", "lo", "up");
    ip(
      ...["link", "add", port, "netns", router, "type", "veth"],
      ...["peer", "name", "eth0", "netns", name],
    );
    ip("-n", router, "address", "add", `${GATEWAY}/32`, "dev", port);
    ip("-n", router, "link", "set", port, "up");
    for (const address of addresses) {
      ip("-n", name, "address", "add", `${address}/32`, "dev", "eth0");
    }
    ip("-n", name, "link", "set", "eth0", "up");
    ip("-n", name, "route", "add", GATEWAY, "dev", "eth0", "scope", "link");
    ip("-n", name, "route", "add", "default", "via", GATEWAY);
    this.machines.set(machine, { port, zone });
    for (const address of addresses) this.lead(address, machine);
    if (this.blocked.has(zone)) this.mute(port, "add");
  }

  /** Removes a machine with all its processes, without closing its connections. */
  remove(machine: string): void {
    for (const [address, way] of this.ways) {
      if (way === machine) this.lead(address, undefined);
    }
    const joined = this.machines.get(machine);
    if (joined && this.blocked.has(joined.zone)) this.mute(joined.port, "del");
    this.machines.delete(machine);
    // Before its processes end, as they would close their connections.
    if (joined) ip("-n", this.name(ROUTER), "link", "del", joined.port);
    removeNamespaces(this.name(machine), "exact");
  }

  has(machine: string): boolean {
    return this.machines.has(machine);
  }

  /** Gives a machine one more address, which is routed there only after a call of `lead`. */
  answer(machine: string, address: string): void {
    ip("-n", this.name(machine), "address", "replace", `${address}/32`, "dev", "lo");
  }

  /** Routes an address to a machine, or drops its packets. */
  lead(address: string, machine: string | undefined): void {
    if (machine === undefined) this.ways.delete(address);
    else this.ways.set(address, machine);
    this.apply(address);
  }

  private apply(address: string): void {
    const joined = this.machines.get(this.ways.get(address) ?? "");
    const way =
      joined && !this.blocked.has(joined.zone)
        ? [`${address}/32`, "dev", joined.port]
        : ["blackhole", `${address}/32`];
    ip("-n", this.name(ROUTER), "route", "replace", ...way);
  }

  /** Drops every packet from and to the machines of an availability zone, or stops that. */
  block(zone: string, blocked = true): void {
    if (this.blocked.has(zone) === blocked) return;
    if (blocked) this.blocked.add(zone);
    else this.blocked.delete(zone);
    for (const { port, zone: place } of this.machines.values()) {
      if (place === zone) this.mute(port, blocked ? "add" : "del");
    }
    for (const address of this.ways.keys()) this.apply(address);
  }

  private mute(port: string, action: "add" | "del"): void {
    ip("-n", this.name(ROUTER), "rule", action, "pref", "10", "iif", port, "blackhole");
  }

  /** The processes of a machine. */
  processes(machine: string): number[] {
    const pids = ip("netns", "pids", this.name(machine)).split("\n");
    return pids.filter(Boolean).map(Number);
  }

  /** Runs a program on a machine; it ends with the lab, if not before. */
  spawn(machine: string, command: readonly string[], options: SpawnOptions): ChildProcess {
    return this.keep(spawn("ip", ["netns", "exec", this.name(machine), ...command], options));
  }

  /**
   * Runs a program outside the lab's namespaces; it ends with the lab, if not before. It also ends with this
   * process, even if that is killed: cleanup after killed runs only covers namespaces.
   */
  spawnOutside(command: readonly string[], options: SpawnOptions): ChildProcess {
    return this.keep(spawn("setpriv", ["--pdeathsig", "TERM", ...command], options));
  }

  private keep(child: ChildProcess): ChildProcess {
    this.children.add(child);
    child.on("exit", () => this.children.delete(child));
    return child;
  }

  async close(): Promise<void> {
    await Promise.all([...this.children].map((child) => end(child, "SIGKILL")));
    removeNamespaces(this.prefix);
  }
}
