import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { buildLab, end, ip, removeNamespaces } from "../../commands/drill/lab/namespaces";

/** A machine of the lab: a network namespace, joined to the others by one Ethernet segment. */
export type Machine = "client" | "proxy" | "servers";

const SUBNET = "10.231.0";
export const ADDRESS = {
  client: `${SUBNET}.20`,
  otherClient: `${SUBNET}.21`,
  proxy: `${SUBNET}.10`,
  /** The authoritative DNS server. */
  authority: `${SUBNET}.53`,
  /** HAProxy's resolver: caches answers for their TTL, as a VPC's resolver does. */
  resolver: `${SUBNET}.54`,
  blue: `${SUBNET}.101`,
  blue2: `${SUBNET}.102`,
  green: `${SUBNET}.103`,
} as const;

const ON_SERVERS = [
  ADDRESS.authority,
  ADDRESS.resolver,
  ADDRESS.blue,
  ADDRESS.blue2,
  ADDRESS.green,
];

/**
 * Three namespaces and their processes. `close` removes everything; the next `open` removes what a killed run
 * has left.
 */
export class LabNetwork {
  private readonly children: ChildProcess[] = [];

  private constructor(private readonly prefix: string) {}

  static open(): LabNetwork {
    const network = new LabNetwork(`holdfast-${process.pid}`);
    buildLab(network.prefix, () => network.build());
    return network;
  }

  private build(): void {
    const [servers, client, proxy] = [
      this.name("servers"),
      this.name("client"),
      this.name("proxy"),
    ];
    for (const name of [servers, client, proxy]) {
      ip("netns", "add", name);
      ip("-n", name, "link", "set", "lo", "up");
    }
    ip("-n", servers, "link", "add", "lan", "type", "bridge");
    ip("-n", servers, "link", "set", "lan", "up");
    for (const address of ON_SERVERS) {
      ip("-n", servers, "address", "add", `${address}/24`, "dev", "lan");
    }
    this.join("client", [ADDRESS.client, ADDRESS.otherClient]);
    this.join("proxy", [ADDRESS.proxy]);
  }

  private join(machine: Machine, addresses: readonly string[]): void {
    const [servers, name] = [this.name("servers"), this.name(machine)];
    const port = `to-${machine}`;
    ip(
      ...["link", "add", port, "netns", servers, "type", "veth"],
      ...["peer", "name", "eth0", "netns", name],
    );
    ip("-n", servers, "link", "set", port, "master", "lan", "up");
    for (const address of addresses) {
      ip("-n", name, "address", "add", `${address}/24`, "dev", "eth0");
    }
    ip("-n", name, "link", "set", "eth0", "up");
    // A configuration may name addresses that are not here.
    ip("-n", name, "route", "add", "default", "dev", "eth0");
  }

  private name(machine: Machine): string {
    return `${this.prefix}-${machine}`;
  }

  /** Runs a program on a machine; it ends with the lab, if not before. */
  spawn(
    machine: Machine,
    command: string,
    args: readonly string[],
    options: SpawnOptions,
  ): ChildProcess {
    const child = spawn("ip", ["netns", "exec", this.name(machine), command, ...args], options);
    this.children.push(child);
    return child;
  }

  unplug(address: string): void {
    ip("-n", this.name("servers"), "address", "del", `${address}/24`, "dev", "lan");
  }

  plug(address: string): void {
    ip("-n", this.name("servers"), "address", "add", `${address}/24`, "dev", "lan");
  }

  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => end(child, "SIGKILL")));
    removeNamespaces(this.prefix);
  }
}
