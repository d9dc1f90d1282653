import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderHaproxyConfig } from "../../components/front-door/proxy/haproxy-config";
import type { HaproxySettings } from "../../components/front-door/proxy/haproxy-settings";
import type { BackendMethods } from "./lab-backend";
import type { ClientMethods } from "../../commands/drill/lab/client";
import { end } from "../../commands/drill/lab/namespaces";
import { ADDRESS, LabNetwork } from "./lab-network";
import { eventually } from "../../commands/drill/lab/eventually";
import { connectMethods } from "../../commands/drill/lab/rpc";

export { ADDRESS } from "./lab-network";

export type Colour = "blue" | "blue2" | "green";

/** TTL of the lab's record. */
export const TTL_SECONDS = 2;

/** The name that HAProxy follows. */
export const HOST = "live.holdfast.internal";

/** A client, a proxy, DNS and backends, all real, on a separate network. */
export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), "holdfast-lab-"));
  private readonly network = LabNetwork.open();
  private readonly backends = new Map<Colour, ChildProcess>();
  private authority: ChildProcess | undefined;
  private proxy: ChildProcess | undefined;
  private proxyOutput = "";

  private constructor() {}

  static async open(): Promise<Lab> {
    const lab = new Lab();
    try {
      lab.createCertificate();
      lab.startDns();
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  }

  private createCertificate(): void {
    const args = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    execFileSync(
      "openssl",
      [
        ...args.split(" "),
        ...["-subj", "/CN=static.example.com", "-keyout", join(this.folder, "key.pem")],
        ...["-out", join(this.folder, "certificate.pem")],
      ],
      { stdio: "pipe" },
    );
  }

  private startDns(): void {
    this.pointTo();
    const common = ["--keep-in-foreground", "--conf-file=/dev/null", "--user=root", "--pid-file="];
    const options = [
      ...common,
      "--bind-interfaces",
      "--no-resolv",
      "--no-hosts",
      "--log-facility=-",
    ];
    const run = (...args: string[]) =>
      this.network.spawn("servers", "dnsmasq", [...options, ...args], { stdio: "ignore" });
    this.authority = run(
      ...[`--listen-address=${ADDRESS.authority}`, "--local=/holdfast.internal/"],
      ...[`--addn-hosts=${this.hostsFile}`, `--local-ttl=${TTL_SECONDS}`],
    );
    run(`--listen-address=${ADDRESS.resolver}`, `--server=${ADDRESS.authority}`);
  }

  private get hostsFile(): string {
    return join(this.folder, "hosts");
  }

  /** Changes the record that HAProxy follows; returns the time of the change. */
  pointTo(...colours: Colour[]): number {
    const lines = colours.map((colour) => `${ADDRESS[colour]} ${HOST}\n`);
    writeFileSync(this.hostsFile, lines.join(""));
    this.authority?.kill("SIGHUP");
    return Date.now();
  }

  /** The name has an unreachable IPv6 address, and no IPv4 address. */
  pointToIpv6(): void {
    writeFileSync(this.hostsFile, `fd00::1 ${HOST}\n`);
    this.authority?.kill("SIGHUP");
  }

  async startBackend(colour: Colour) {
    const child = this.runNode("servers", "lab-backend.ts", colour, ADDRESS[colour], this.folder);
    this.backends.set(colour, child);
    return connectMethods<BackendMethods>(child);
  }

  async killBackend(colour: Colour): Promise<void> {
    await end(this.backends.get(colour)!, "SIGKILL");
  }

  async startClient() {
    return connectMethods<ClientMethods>(
      this.runNode("client", "../../commands/drill/lab/client.ts"),
    );
  }

  private runNode(machine: "servers" | "client", script: string, ...args: string[]): ChildProcess {
    const node = ["--require", "tsx", join(__dirname, script), ...args];
    return this.network.spawn(machine, process.execPath, node, {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
  }

  /** Cuts a server off without closing connections, like a power failure. */
  unplug(server: keyof typeof ADDRESS): void {
    this.network.unplug(ADDRESS[server]);
  }

  plug(server: keyof typeof ADDRESS): void {
    this.network.plug(ADDRESS[server]);
  }

  /** Starts HAProxy and waits until it serves. Ends the one that ran before. */
  async startHaproxy(settings: Partial<HaproxySettings<string>> = {}): Promise<void> {
    await this.stopHaproxy();
    this.writeConfig(settings);
    const child = this.onProxy(`exec haproxy -W -f ${this.configFile}`);
    this.proxyOutput = "";
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on("data", (data: Buffer) => (this.proxyOutput += data.toString()));
    }
    this.proxy = child;
    await eventually(() => this.haproxyAnswers("show info"), this.proxyLog);
  }

  /** Runs a shell script on the proxy, whose /run and resolver are the lab's own. */
  private onProxy(script: string): ChildProcess {
    const resolvConf = join(this.folder, "resolv.conf");
    writeFileSync(resolvConf, `nameserver ${ADDRESS.resolver}\n`);
    const own = `mount --bind ${resolvConf} /etc/resolv.conf && mount -t tmpfs none /run`;
    const args = ["-c", `${own} && mkdir /run/haproxy && ${script}`];
    return this.network.spawn("proxy", "sh", args, { stdio: ["ignore", "pipe", "pipe"] });
  }

  /** HAProxy's messages for a configuration, including warnings. */
  async checkConfig(file: string): Promise<string> {
    const child = this.onProxy(`exec haproxy -c -f ${file}`);
    const outputs = await Promise.all([text(child.stdout!), text(child.stderr!)]);
    return outputs.join("");
  }

  readonly proxyLog = () => `HAProxy said:\n${this.proxyOutput}`;

  private readonly configFile = join(this.folder, "haproxy.cfg");

  writeConfig(settings: Partial<HaproxySettings<string>>): void {
    const text = renderHaproxyConfig({
      resolver: `${ADDRESS.resolver}:53`,
      ...settings,
      limits: { connections: 4_000, ...settings.limits },
      backend: { host: HOST, port: 443, ...settings.backend },
    });
    writeFileSync(this.configFile, text);
  }

  /** Reloads HAProxy as `systemctl reload` does. */
  async reloadHaproxy(): Promise<void> {
    const before = await this.haproxyAnswers("show info");
    this.proxy!.kill("SIGUSR2");
    await eventually(
      async () => (await this.haproxyAnswers("show info")) !== before,
      this.proxyLog,
    );
  }

  async stopHaproxy(): Promise<void> {
    if (this.proxy) await end(this.proxy, "SIGTERM");
    this.proxy = undefined;
  }

  /** HAProxy's answer on its admin socket; empty if there is none. */
  async haproxyAnswers(command: string): Promise<string> {
    if (!this.proxy || this.proxy.exitCode !== null) throw new Error(this.proxyLog());
    const socket = connect(`/proc/${this.proxy.pid}/root/run/haproxy/admin.sock`);
    let answer = "";
    socket.on("data", (data) => (answer += data.toString())).on("error", () => undefined);
    socket.end(`${command}\n`);
    await once(socket, "close").catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    try {
      await this.network.close();
    } finally {
      rmSync(this.folder, { recursive: true, maxRetries: 20 });
    }
  }
}
