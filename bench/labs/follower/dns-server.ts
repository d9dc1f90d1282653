import { type Socket as UdpSocket, createSocket } from "node:dgram";
import { type Server, type Socket, createServer } from "node:net";
import * as packet from "dns-packet";

/** A name server's answer to one query. */
type DnsReply =
  | { readonly addresses: readonly string[]; readonly truncated?: boolean }
  | "NXDOMAIN"
  | "SERVFAIL"
  | "silence";

export interface Question {
  readonly name: string;
  readonly transport: "udp" | "tcp";
}

/** A server's answers; `index` counts the queries for a name, from 0. */
export type Behaviour = (question: Question, index: number) => DnsReply;

const RCODES = { NXDOMAIN: 3, SERVFAIL: 2 } as const;

/**
 * A name server on loopback, UDP and TCP on one port. A truncated reply is empty with the TC bit over UDP
 * and whole over TCP.
 */
export class DnsServer {
  readonly questions: Question[] = [];
  /** The answers for each name; other names do not exist. */
  readonly names = new Map<string, Behaviour>();
  /** Delay of answers over UDP. */
  delayMs = 0;
  private readonly counts = new Map<string, number>();
  private readonly connections = new Set<Socket>();

  private constructor(
    private readonly udp: UdpSocket,
    private readonly tcp: Server,
    readonly port: number,
  ) {
    udp.on("message", (message, { address, port: sender }) => {
      const reply = this.reply(message, "udp");
      if (!reply) return;
      const send = () => udp.send(packet.encode(reply), sender, address);
      if (this.delayMs > 0) setTimeout(send, this.delayMs);
      else send();
    });
    tcp.on("connection", (socket) => this.serve(socket));
  }

  static async open(): Promise<DnsServer> {
    for (;;) {
      const udp = createSocket("udp4");
      await new Promise<void>((resolve) => udp.bind(0, "127.0.0.1", resolve));
      const { port } = udp.address();
      const tcp = createServer();
      const listens = await new Promise<boolean>((resolve) =>
        tcp.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true)),
      );
      if (listens) return new DnsServer(udp, tcp, port);
      udp.close();
    }
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.connections.forEach((socket) => socket.destroy());
    await new Promise<void>((resolve) => this.udp.close(resolve));
    await new Promise<void>((resolve) => this.tcp.close(() => resolve()));
  }

  private serve(socket: Socket): void {
    this.connections.add(socket);
    let received = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.connections.delete(socket));
    socket.on("data", (data) => {
      received = Buffer.concat([received, data]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        const reply = this.reply(received.subarray(2, end), "tcp");
        received = received.subarray(end);
        if (reply) socket.write(packet.streamEncode(reply));
      }
    });
  }

  private reply(message: Buffer, transport: Question["transport"]): packet.Packet | undefined {
    const { id = 0, questions = [] } = packet.decode(message);
    const name = questions[0]?.name ?? "";
    const index = this.counts.get(name) ?? 0;
    this.questions.push({ name, transport });
    this.counts.set(name, index + 1);
    const reply = this.names.get(name)?.({ name, transport }, index) ?? "NXDOMAIN";
    if (reply === "silence") return undefined;
    const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE;
    const head = { type: "response", id, questions } as const;
    if (typeof reply === "string") return { ...head, flags: flags | RCODES[reply] };
    if (reply.truncated && transport === "udp") {
      return { ...head, flags: flags | packet.TRUNCATED_RESPONSE };
    }
    const answers = reply.addresses.map((data) => ({ type: "A" as const, name, ttl: 60, data }));
    return { ...head, flags, answers };
  }
}

/** `count` private addresses, from the `first` one on. */
export const addresses = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, index) => `10.1.0.${first + index + 1}`);

/** Pseudo-random numbers from 0 to 1, the same in each run. */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Answers as for a load balancer: at most 8 of its addresses, another choice each time. */
export function balancer(all: readonly string[], seed = 1, size = 8): Behaviour {
  const random = sequence(seed);
  return () => {
    const ordered = all.map((address) => ({ address, order: random() }));
    ordered.sort((a, b) => a.order - b.order);
    return { addresses: ordered.slice(0, size).map(({ address }) => address) };
  };
}
