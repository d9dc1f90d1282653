import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { serveMethods } from "./rpc";

/** The client program of the lab: sends requests and bounded load, controlled by IPC calls. */
export interface RequestTarget {
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
  readonly path?: string;
  /** Source address. @default - the client's first one */
  readonly from?: string;
  readonly headers?: Record<string, string>;
  /** Timeout of a request in milliseconds, connection included. @default 3000 */
  readonly patienceMs?: number;
}

export interface ClientReply {
  /** HTTP status; 0 without a response. */
  readonly status: number;
  /** Error code without a response, such as ECONNREFUSED. */
  readonly error: string;
  readonly headers: Record<string, string>;
  readonly bytes: number;
  readonly sentAt: number;
  readonly milliseconds: number;
}

interface Sequence {
  readonly target: RequestTarget;
  readonly count: number;
  /** Whether all requests share one connection. */
  readonly reuse?: boolean;
  readonly pauseMs?: number;
}

function ask(target: RequestTarget, agent?: HttpAgent | HttpsAgent): Promise<ClientReply> {
  const sentAt = Date.now();
  const start = performance.now();
  return new Promise((resolve) => {
    const { address: host, port, path = "/", from, headers = {}, patienceMs = 3_000 } = target;
    const finish = (status: number, error: string, bytes = 0, answer?: IncomingMessage) => {
      const milliseconds = performance.now() - start;
      const all = (answer?.headers ?? {}) as Record<string, string>;
      resolve({ status, error, headers: all, bytes, sentAt, milliseconds });
    };
    const options = {
      host,
      port,
      path,
      headers,
      agent: agent ?? false,
      rejectUnauthorized: false,
      localAddress: from,
    };
    const outgoing = (target.tls ? httpsRequest : httpRequest)(options, (answer) => {
      let bytes = 0;
      answer.on("data", (data: Buffer) => (bytes += data.length));
      answer.on("end", () => finish(answer.statusCode ?? 0, "", bytes, answer));
      answer.on("error", (error: NodeJS.ErrnoException) => finish(0, error.code ?? error.message));
    });
    const patience = setTimeout(() => outgoing.destroy(new Error("no answer")), patienceMs);
    outgoing.on("close", () => clearTimeout(patience));
    outgoing.on("error", (error: NodeJS.ErrnoException) => finish(0, error.code ?? error.message));
    outgoing.end();
  });
}

const newAgent = (target: RequestTarget) =>
  new (target.tls ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1 });

let load: { timer: NodeJS.Timeout; pending: Promise<ClientReply>[] } | undefined;

const methods = {
  ask: (target: RequestTarget) => ask(target),

  /** Starts new connections at a steady rate, no matter how long responses take. */
  startLoad({ target, ratePerSecond }: { target: RequestTarget; ratePerSecond: number }): void {
    const start = performance.now();
    const pending: Promise<ClientReply>[] = [];
    const timer = setInterval(() => {
      const due = ((performance.now() - start) * ratePerSecond) / 1000;
      while (pending.length < due) pending.push(ask(target));
    }, 5);
    load = { timer, pending };
  },

  async stopLoad(): Promise<ClientReply[]> {
    clearInterval(load?.timer);
    return Promise.all(load?.pending ?? []);
  },

  /** Requests one after the other, on one connection or on a new one each. */
  async inSequence({
    target,
    count,
    reuse = false,
    pauseMs = 0,
  }: Sequence): Promise<ClientReply[]> {
    const agent = reuse ? newAgent(target) : undefined;
    const replies: ClientReply[] = [];
    while (replies.length < count) {
      replies.push(await ask(target, agent));
      if (pauseMs > 0) await sleep(pauseMs);
    }
    agent?.destroy();
    return replies;
  },

  /** Requests on connections that stay open until the last one is answered. */
  async holdingOn({
    target,
    count,
  }: {
    target: RequestTarget;
    count: number;
  }): Promise<ClientReply[]> {
    const agents = Array.from({ length: count }, () => newAgent(target));
    const replies: ClientReply[] = [];
    for (const agent of agents) replies.push(await ask(target, agent));
    for (const agent of agents) agent.destroy();
    return replies;
  },

  /** One request, and all bytes that this machine sent and received for it, as hex. */
  async tapped(
    target: RequestTarget,
  ): Promise<{ reply: ClientReply; sent: string; received: string }> {
    const sent: Buffer[] = [];
    const received: Buffer[] = [];
    const sockets: Socket[] = [];
    const tap = createServer((inner) => {
      const outer = connect(target.port, target.address);
      sockets.push(inner, outer);
      inner.on("data", (data) => sent.push(data)).pipe(outer);
      outer.on("data", (data) => received.push(data)).pipe(inner);
      for (const socket of [inner, outer]) socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => tap.listen(0, "127.0.0.1", resolve));
    const { port } = tap.address() as AddressInfo;
    // Kept alive and then cut: whether TLS's close notification arrives would depend on timing.
    const agent = newAgent(target);
    const reply = await ask({ ...target, address: "127.0.0.1", port }, agent);
    for (const socket of sockets) socket.destroy();
    agent.destroy();
    tap.close();
    const hex = (data: Buffer[]) => Buffer.concat(data).toString("hex");
    return { reply, sent: hex(sent), received: hex(received) };
  },
};
export type ClientMethods = typeof methods;

serveMethods(methods);
