import { Resolver } from "node:dns/promises";
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

/** A name, whose addresses the client tries one after the other. */
export interface NamedTarget extends Omit<RequestTarget, "address"> {
  readonly name: string;
  /** Address of the name server. */
  readonly resolver: string;
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

/** A request that no address of a name answered. */
export interface FailedByName {
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
  /** The errors of the resolver, or of each address. */
  readonly errors: readonly string[];
}

/** Undefined once an address of a name answers with status 200. */
async function askByName(named: NamedTarget): Promise<FailedByName | undefined> {
  const { name, resolver, ...target } = named;
  const at = Date.now();
  const names = new Resolver({ timeout: 2_000, tries: 3 });
  names.setServers([resolver]);
  const errors: string[] = [];
  const unresolved = (error: Error): string[] => (errors.push(error.message), []);
  for (const address of await names.resolve4(name).catch(unresolved)) {
    const { status, error } = await ask({ ...target, address });
    if (status === 200) return undefined;
    errors.push(`${address}: ${error || status}`);
  }
  return { at, errors };
}

interface SteadyLoad<T> {
  readonly timer: NodeJS.Timeout;
  readonly pending: Promise<T>[];
}

/** Starts requests at a steady rate, no matter how long responses take. */
function startSteadily<T>(ratePerSecond: number, send: () => Promise<T>): SteadyLoad<T> {
  const start = performance.now();
  const pending: Promise<T>[] = [];
  const timer = setInterval(() => {
    const due = ((performance.now() - start) * ratePerSecond) / 1000;
    while (pending.length < due) pending.push(send());
  }, 5);
  return { timer, pending };
}

const newAgent = (target: RequestTarget) =>
  new (target.tls ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1 });

let load: SteadyLoad<ClientReply> | undefined;
let namedLoad: SteadyLoad<FailedByName | undefined> | undefined;

const methods = {
  ask: (target: RequestTarget) => ask(target),

  /** Starts new connections at a steady rate, no matter how long responses take. */
  startLoad({ target, ratePerSecond }: { target: RequestTarget; ratePerSecond: number }): void {
    load = startSteadily(ratePerSecond, () => ask(target));
  },

  async stopLoad(): Promise<ClientReply[]> {
    clearInterval(load?.timer);
    return Promise.all(load?.pending ?? []);
  },

  /** The same to a name: a request fails only if no address of the name answers. */
  startLoadByName(named: { target: NamedTarget; ratePerSecond: number }): void {
    namedLoad = startSteadily(named.ratePerSecond, () => askByName(named.target));
  },

  /** Stops the load to a name; returns how many requests it had, and those that failed. */
  async stopLoadByName(): Promise<{ requests: number; failed: FailedByName[] }> {
    clearInterval(namedLoad?.timer);
    const answered = await Promise.all(namedLoad?.pending ?? []);
    return { requests: answered.length, failed: answered.filter((one) => one !== undefined) };
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
