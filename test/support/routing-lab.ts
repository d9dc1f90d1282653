import { createHash } from "node:crypto";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer, request } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { text } from "node:stream/consumers";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { renderRoutingConfig } from "../../components/front-door/address-pair/routing-config";
import type { RoutingSettings } from "../../components/front-door/address-pair/routing-settings";
import { eventually } from "../../commands/drill/lab/eventually";

/** What came back, and from which backend. */
interface RoutedReply {
  readonly status: number;
  readonly from: string | undefined;
}

/** How a backend behaves. */
interface Manner {
  /** Of all requests but those of the health check. @default 200 */
  status?: number;
  /** Path that answers 500. */
  failingPath?: string;
  healthy?: boolean;
  /** Before it answers. */
  delayMs?: number;
}

/** HAProxy that routes to servers on loopback, with a folder /run and names of its own. */
export class RoutingLab {
  private readonly folder = mkdtempSync(join(tmpdir(), "holdfast-routing-"));
  private readonly servers: Server[] = [];
  private readonly hosts: string[] = [];
  private haproxy: ChildProcess | undefined;
  /** All that HAProxy said. */
  output = "";
  /** By backend; a test may change it at any time. */
  readonly manners: Record<string, Manner> = {};
  /** Requests that reached a backend, health checks aside. */
  readonly served: Record<string, number> = {};
  /** Where backends listen. */
  readonly ports: Record<string, number> = {};
  /** Names and values of the headers that a backend got last, in turn, health checks aside. */
  readonly seen: Record<string, readonly string[]> = {};

  /** Starts a backend; gives what HAProxy needs to find it. */
  async startBackend(name: string): Promise<RoutingSettings<string>["backends"][string]> {
    this.manners[name] = {};
    this.served[name] = 0;
    const server = createServer({ maxHeaderSize: 1 << 20 }, (incoming, answer) => {
      const { status = 200, failingPath, healthy = true, delayMs = 0 } = this.manners[name]!;
      if (incoming.url === "/health") return void answer.writeHead(healthy ? 200 : 500).end();
      this.served[name]!++;
      this.seen[name] = incoming.rawHeaders;
      const code = incoming.url === failingPath ? 500 : status;
      const reply = () => answer.writeHead(code, { "x-backend": name }).end();
      // Like most servers, it answers when it has the whole request.
      incoming.resume().on("end", () => setTimeout(reply, delayMs));
    });
    // It leaves HTTP for whatever it is asked, and then sends back all that comes.
    server.on("upgrade", ({ headers, rawHeaders }, socket) => {
      this.seen[name] = rawHeaders;
      const accept = createHash("sha1")
        .update(`${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest("base64");
      const lines = ["HTTP/1.1 101 Switching Protocols", "Connection: Upgrade"];
      const own = [`Upgrade: ${headers.upgrade}`, `Sec-WebSocket-Accept: ${accept}`];
      socket.write([...lines, ...own, "", ""].join("\r\n"));
      socket.on("error", () => undefined).pipe(socket);
    });
    this.servers.push(server);
    const port = await listen(server);
    this.ports[name] = port;
    const host = `${name}.lab.internal`;
    this.name(host);
    return { host, port, healthPath: "/health", slots: 1 };
  }

  /** Gives loopback a name that HAProxy finds. */
  name(host: string): void {
    this.hosts.push(`127.0.0.1 ${host}\n`);
  }

  /** Starts HAProxy and waits until it serves. */
  async start(settings: RoutingSettings<string>): Promise<void> {
    const text = renderRoutingConfig({ limits: { connections: 500 }, ...settings });
    await this.startConfig(text, settings.healthPort!);
  }

  /** The same with the text of haproxy.cfg. */
  async startConfig(text: string, healthPort: number): Promise<void> {
    const [config, hosts] = [join(this.folder, "haproxy.cfg"), join(this.folder, "hosts")];
    writeFileSync(config, text);
    writeFileSync(hosts, this.hosts.join(""));
    const own = `mount --bind ${hosts} /etc/hosts && mount -t tmpfs none /run && mkdir /run/haproxy`;
    const child = spawn("unshare", ["-m", "sh", "-c", `${own} && exec haproxy -W -f ${config}`], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => (this.output += data.toString()));
    }
    this.haproxy = child;
    await eventually(
      async () => (await ask({ port: healthPort, path: "/health" })).status === 200,
      () => `HAProxy said:\n${this.output}`,
    );
  }

  /** HAProxy's answer on its admin socket. */
  async answers(command: string): Promise<string> {
    const socket = connect(`/proc/${this.haproxy!.pid}/root/run/haproxy/admin.sock`);
    socket.end(`${command}\n`);
    return text(socket);
  }

  /** Resident memory of the process that serves. */
  async residentKib(): Promise<number> {
    const [, pid] = /^Pid: (\d+)$/m.exec(await this.answers("show info"))!;
    const [, resident] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))!;
    return Number(resident);
  }

  /** Connections of clients that a frontend has. */
  async connections(frontend: string): Promise<number> {
    const row = new RegExp(`^${frontend},FRONTEND,(.*)$`, "m").exec(
      await this.answers("show stat"),
    );
    return Number(row?.[1]?.split(",")[2]);
  }

  async close(): Promise<void> {
    if (this.haproxy?.exitCode === null) {
      const gone = once(this.haproxy, "exit");
      this.haproxy.kill("SIGTERM");
      // It lets connections end, which a slow backend keeps for long.
      await Promise.race([gone, sleep(2_000).then(() => this.haproxy!.kill("SIGKILL"))]);
      await gone;
    }
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.folder, { recursive: true, maxRetries: 20 });
  }
}

interface Question {
  readonly port: number;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Address of the client, in 127.0.0.0/8. @default "127.0.0.1" */
  readonly from?: string;
  /** Sent by POST. */
  readonly body?: Buffer;
}

/** Sends a request to HAProxy; status 0 when the connection fails. */
export function ask({
  port,
  path = "/",
  headers = {},
  from,
  body,
}: Question): Promise<RoutedReply> {
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 0, from: undefined });
    const method = body ? "POST" : "GET";
    const to = { host: "127.0.0.1", localAddress: from, port, path, headers, method, agent: false };
    request(to, (answer) => {
      const from = answer.headers["x-backend"] as string | undefined;
      answer.resume().on("end", () => resolve({ status: answer.statusCode!, from }));
    })
      .on("error", failed)
      .end(body);
  });
}

async function listen(server: ReturnType<typeof createTcpServer>): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
