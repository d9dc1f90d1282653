import { type ChildProcess, type SpawnOptions, execFileSync, spawn } from "node:child_process";
import { buildLab, end, ip, removeNamespaces } from "../../../commands/drill/lab/namespaces";

/** A node of the pair, by the letter of its zone. */
export type Letter = "a" | "b";

export type PairMachine = Letter | "router" | "client" | "servers";

const MACHINES: readonly PairMachine[] = ["router", "a", "b", "client", "servers"];

/** The router's address that simulates AWS. */
export const API = "10.0.255.1";

export const BACKEND = "10.0.144.10";

/** The client's addresses, each with the number of the router's table for packets from it. */
export const CLIENTS = {
  public: { address: "10.0.128.10", table: 101 },
  a: { address: "10.0.128.11", table: 102 },
  b: { address: "10.0.128.12", table: 103 },
} as const;

/** Packets that the router silently drops. */
export interface Cut {
  readonly from?: Letter;
  readonly to?: Letter | "api";
}

/** Subnets of the zones; the router has the first address of each. */
export const SUBNETS = { a: "10.0.0.0/20", b: "10.0.16.0/20" } as const;
const GATEWAYS = { a: "10.0.0.1", b: "10.0.16.1", client: "10.0.128.1", servers: "10.0.144.1" };

/**
 * A VPC with two zones: a router, and a machine in each zone, connected only to the router. `lead` changes
 * the router's route tables.
 */
export class PairNetwork {
  private static opened = 0;
  private readonly children: ChildProcess[] = [];
  private readonly cuts = new Set<string>();
  private readonly prefix = `holdfast-${process.pid}-${PairNetwork.opened++}`;

  private constructor(private readonly addresses: Readonly<Record<Letter, string>>) {}

  /** Builds the network for nodes with these addresses. */
  static open(addresses: Readonly<Record<Letter, string>>): PairNetwork {
    const network = new PairNetwork(addresses);
    buildLab(network.prefix, () => network.build());
    return network;
  }

  name(machine: PairMachine): string {
    return `${this.prefix}-${machine}`;
  }

  private build(): void {
    for (const machine of MACHINES) {
      ip("netns", "add", this.name(machine));
      ip("-n", this.name(machine), "link", "set", "lo", "up");
    }
    for (const letter of ["a", "b"] as const) this.join(letter, [this.addresses[letter]], 20);
    this.join(
      "client",
      Object.values(CLIENTS).map(({ address }) => address),
      24,
    );
    this.join("servers", [BACKEND], 24);
    const router = this.name("router");
    ip("-n", router, "address", "add", `${API}/32`, "dev", "lo");
    ip("netns", "exec", router, "sysctl", "-qw", "net.ipv4.ip_forward=1");
    // Cuts apply first, even to the router's own addresses.
    ip("-n", router, "rule", "add", "pref", "1000", "lookup", "local");
    ip("-n", router, "rule", "del", "pref", "0");
    for (const { address, table } of Object.values(CLIENTS)) {
      ip("-n", router, "rule", "add", "pref", "2000", "from", address, "lookup", String(table));
    }
  }

  private join(machine: Exclude<PairMachine, "router">, addresses: string[], bits: number): void {
    const [router, name, port] = [this.name("router"), this.name(machine), `to-${machine}`];
    const gateway = GATEWAYS[machine];
    ip(
      ...["link", "add", port, "netns", router, "type", "veth"],
      ...["peer", "name", "eth0", "netns", name],
    );
    ip("-n", router, "link", "set", port, "up");
    ip("-n", router, "address", "add", `${gateway}/${bits}`, "dev", port);
    for (const address of addresses) {
      ip("-n", name, "address", "add", `${address}/${bits}`, "dev", "eth0");
    }
    ip("-n", name, "link", "set", "eth0", "up");
    ip("-n", name, "route", "add", "default", "via", gateway);
  }

  /** Routes packets from each of the client's addresses for `destination` to a node, or drops them. */
  lead(
    destination: string,
    ways: Readonly<Record<keyof typeof CLIENTS, Letter | undefined>>,
  ): void {
    const lines = Object.entries(CLIENTS).map(([name, { table }]) => {
      const way = ways[name as keyof typeof CLIENTS];
      // onlink: without a check that the gateway is reachable, as a cut may prevent that.
      const target = way ? `via ${this.addresses[way]} dev to-${way} onlink` : "";
      return `route replace ${way ? "" : "blackhole "}${destination} ${target} table ${table}`;
    });
    execFileSync("ip", ["-n", this.name("router"), "-batch", "-"], { input: lines.join("\n") });
  }

  /** Idempotent. */
  cut(cut: Cut): void {
    const rule = selector(cut);
    if (this.cuts.has(rule.join(" "))) return;
    this.cuts.add(rule.join(" "));
    // The kernel considers a wider rule with the same preference a duplicate.
    const preference = String(10 + this.cuts.size);
    ip("-n", this.name("router"), "rule", "add", "pref", preference, ...rule, "blackhole");
  }

  /** Removes all cuts. */
  restore(): void {
    for (let cut = this.cuts.size; cut > 0; cut--) {
      ip("-n", this.name("router"), "rule", "del", "pref", String(10 + cut));
    }
    this.cuts.clear();
  }

  /** Runs a program on a machine, with a folder mounted on /run; it ends with the lab, if not before. */
  spawn(
    machine: PairMachine,
    run: string,
    command: readonly string[],
    options: SpawnOptions,
  ): ChildProcess {
    const shell = ["sh", "-c", 'mount --bind "$0" /run && exec "$@"', run, ...command];
    const child = spawn("ip", ["netns", "exec", this.name(machine), ...shell], options);
    this.children.push(child);
    return child;
  }

  /** Runs a program outside the namespaces. */
  spawnOutside(command: string, args: readonly string[]): ChildProcess {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.children.push(child);
    return child;
  }

  /** Gives a machine one more address. */
  addAddress(machine: PairMachine, address: string): void {
    ip("-n", this.name(machine), "address", "add", `${address}/32`, "dev", "lo");
  }

  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => end(child, "SIGKILL")));
    removeNamespaces(this.prefix);
  }
}

function selector({ from, to }: Cut): string[] {
  const destination = to === "api" ? API : to && SUBNETS[to];
  return [...(from ? ["iif", `to-${from}`] : []), ...(destination ? ["to", destination] : [])];
}
