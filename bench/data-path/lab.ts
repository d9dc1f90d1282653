import type { ChildProcess, StdioOptions } from "node:child_process";
import { spawn } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { buildLab, end, ip, removeNamespaces } from "../../commands/drill/lab/namespaces";
import { eventually } from "../../commands/drill/lab/eventually";
import { sum, type ProcessUsage, usageOf } from "./usage";
import { type VariantTargets, type PathVariant, variantsIn } from "./variants";

const SUBNET = "10.232.0";
const BACKEND = `${SUBNET}.101`;
const RESOLVER = `${SUBNET}.54`;
const CLIENT = `${SUBNET}.20`;
const nodeAddress = (index: number): string => `${SUBNET}.${index + 30}`;

const SURROUNDINGS: VariantTargets = { host: "live.holdfast.internal", resolver: `${RESOLVER}:53` };
const SYSCTL_FOLDER = join(__dirname, "../../node/instance/sysctl.d");

/**
 * The data path on one machine: a namespace with the backend (nginx) and DNS, one for the generator, and one
 * for each node with HAProxy, on one Ethernet segment. `close` removes all of it.
 */
export class PathLab {
  readonly variants = variantsIn(SURROUNDINGS);
  private readonly folder = mkdtempSync(join(tmpdir(), "holdfast-path-"));
  private readonly prefix = `holdfast-${process.pid}-path`;
  private readonly children: ChildProcess[] = [];
  /** Logs go through a socket to another process, as with journald. */
  private readonly journal = spawn("cat", { stdio: ["pipe", "ignore", "ignore"] });
  /** The programs' standard error. */
  private readonly errorsFile = join(this.folder, "errors");
  private readonly errors = openSync(this.errorsFile, "a");
  private nodes: ChildProcess[] = [];
  private ports = 0;

  private constructor() {}

  static async open(): Promise<PathLab> {
    const lab = new PathLab();
    try {
      buildLab(lab.prefix, () => lab.build());
      lab.startServers();
      await lab.answers(BACKEND);
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  }

  private build(): void {
    const servers = this.name("servers");
    ip("netns", "add", servers);
    ip("-n", servers, "link", "set", "lo", "up");
    // By default, a bridge has the lowest address of its ports, which change here.
    ip("-n", servers, "link", "add", "lan", "address", macOf(BACKEND), "type", "bridge");
    for (const address of [BACKEND, RESOLVER]) {
      ip("-n", servers, "address", "add", `${address}/24`, "dev", "lan");
    }
    ip("-n", servers, "link", "set", "lan", "up");
    this.addMachine("client", CLIENT);
  }

  private addMachine(machine: string, address: string): void {
    // A unique name: the kernel removes the port of a deleted namespace with a delay.
    const [servers, name, port] = [
      this.name("servers"),
      this.name(machine),
      `port-${++this.ports}`,
    ];
    ip("netns", "add", name);
    ip("-n", name, "link", "set", "lo", "up");
    ip(
      ...["link", "add", port, "netns", servers, "type", "veth"],
      ...["peer", "name", "eth0", "address", macOf(address), "netns", name],
    );
    ip("-n", servers, "link", "set", port, "master", "lan", "up");
    ip("-n", name, "address", "add", `${address}/24`, "dev", "eth0");
    ip("-n", name, "link", "set", "eth0", "up");
  }

  private startServers(): void {
    writeFileSync(join(this.folder, "mebibyte"), Buffer.alloc(1 << 20, "holdfast"));
    const config = join(this.folder, "nginx.conf");
    writeFileSync(config, nginxConfig(this.folder));
    this.run("servers", "nginx", ["-c", config, "-e", join(this.folder, "nginx.log")]);
    this.run("servers", "dnsmasq", [
      ...["--keep-in-foreground", "--conf-file=/dev/null", "--user=root", "--pid-file="],
      ...["--bind-interfaces", "--no-resolv", "--no-hosts", `--listen-address=${RESOLVER}`],
      ...[`--address=/${SURROUNDINGS.host}/${BACKEND}`, "--local-ttl=60"],
      // A negative answer for IPv6, so that clients do not retry.
      `--local=/${SURROUNDINGS.host}/`,
    ]);
  }

  /** Starts the nodes of a variant, and waits until each serves; returns the addresses for requests. */
  async startNodes(variant: PathVariant, count: number): Promise<readonly string[]> {
    await this.stopNodes();
    if (variant.config === undefined) return [BACKEND];
    const config = join(this.folder, `${variant.key}.cfg`);
    writeFileSync(config, variant.config);
    const addresses = Array.from({ length: count }, (_, index) => nodeAddress(index + 1));
    for (const [index, address] of addresses.entries()) {
      this.addMachine(`node-${index + 1}`, address);
      this.nodes.push(this.startHaproxy(`node-${index + 1}`, config, variant.isTuned ?? false));
    }
    await Promise.all(addresses.map((address) => this.answers(address)));
    return addresses;
  }

  private startHaproxy(machine: string, config: string, isTuned: boolean): ChildProcess {
    const resolvConf = join(this.folder, "resolv.conf");
    writeFileSync(resolvConf, `nameserver ${RESOLVER}\n`);
    const script = `mount --bind ${resolvConf} /etc/resolv.conf && mount -t tmpfs none /run
mkdir /run/haproxy
${isTuned ? kernelSettings() : ""}
exec haproxy -W -f ${config}`;
    return this.run(machine, "sh", ["-c", script], ["ignore", this.journal.stdin, this.errors]);
  }

  async stopNodes(): Promise<void> {
    await Promise.all(this.nodes.map((node) => end(node, "SIGTERM")));
    this.nodes = [];
    removeNamespaces(`${this.prefix}-node`);
  }

  /** HAProxy's usage on all nodes together; zero without nodes. */
  usage(): ProcessUsage {
    const all = this.nodes.map((node) => usageOf(node.pid!));
    return {
      cpuSeconds: sum(all.map(({ cpuSeconds }) => cpuSeconds)),
      residentBytes: sum(all.map(({ residentBytes }) => residentBytes)),
    };
  }

  /** Starts a program in the clients' namespace. */
  onClient(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return this.run("client", command, args, ["ignore", "pipe", "pipe"], env);
  }

  private async answers(address: string): Promise<void> {
    await eventually(
      async () => {
        const curl = this.onClient("curl", ["--silent", "--max-time", "2", `http://${address}/`]);
        return (await text(curl.stdout!)) === "holdfast\n";
      },
      () => `${address} does not answer. ${readFileSync(this.errorsFile, "utf8")}`,
    );
  }

  private run(
    machine: string,
    command: string,
    args: readonly string[],
    stdio: StdioOptions = "ignore",
    env: NodeJS.ProcessEnv = {},
  ): ChildProcess {
    const child = spawn("ip", ["netns", "exec", this.name(machine), command, ...args], {
      stdio,
      env: { ...process.env, ...env },
    });
    this.children.push(child);
    return child;
  }

  private name(machine: string): string {
    return `${this.prefix}-${machine}`;
  }

  async close(): Promise<void> {
    await Promise.all([this.journal, ...this.children].map((child) => end(child, "SIGKILL")));
    removeNamespaces(this.prefix);
    closeSync(this.errors);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A node has the address of the previous one, so neighbours must forget the old MAC address. */
const macOf = (address: string): string => {
  const octets = address.split(".").map((octet) => Number(octet).toString(16).padStart(2, "0"));
  return `02:00:${octets.join(":")}`;
};

/** Those settings of a node's kernel that belong to its network; the others are the machine's own. */
function kernelSettings(): string {
  const lines = readdirSync(SYSCTL_FOLDER).flatMap((file) =>
    readFileSync(join(SYSCTL_FOLDER, file), "utf8").split("\n"),
  );
  return lines
    .filter((line) => /^net\.(ipv4|core\.somaxconn)/.test(line))
    .map((line) => `sysctl -q -w "${line.replaceAll(" = ", "=")}"`)
    .join("\n");
}

const nginxConfig = (folder: string): string => `daemon off;
pid ${folder}/nginx.pid;
user root;
worker_processes 1;
worker_rlimit_nofile 16384;
events { worker_connections 8192; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  keepalive_timeout 10m;
  server {
    listen ${BACKEND}:80 backlog=16384;
    default_type text/plain;
    location = / { return 200 "holdfast\\n"; }
    location = /mebibyte { root ${folder}; }
  }
}
`;
