import { type Server, createServer } from "node:net";
import type { AddressInfo } from "node:net";

const SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");

/** Signature, version and command, family, length, two addresses and two ports of IPv4. */
const HEADER_BYTES = 28;

/** A connection as a backend has read it behind a header of the PROXY protocol, version 2. */
export interface Read {
  /** The client, as address:port; undefined where the header is not one of TCP over IPv4. */
  readonly from: string | undefined;
  readonly bytes: Buffer;
}

function read(all: Buffer): Read {
  const isHeader =
    all.subarray(0, 12).equals(SIGNATURE) &&
    all[12] === 0x21 &&
    all[13] === 0x11 &&
    all.readUInt16BE(14) === HEADER_BYTES - 16;
  const from = isHeader ? `${all.subarray(16, 20).join(".")}:${all.readUInt16BE(24)}` : undefined;
  return { from, bytes: all.subarray(HEADER_BYTES) };
}

/** A server that notes who connects, by the one header that HAProxy sends, and all bytes that follow. */
export class ProxyReader {
  readonly connections: Read[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(): Promise<ProxyReader> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const reader = new ProxyReader(server, (server.address() as AddressInfo).port);
    server.on("connection", (socket) => {
      const parts: Buffer[] = [];
      socket.on("data", (data: Buffer) => parts.push(data));
      socket.on("error", () => undefined);
      socket.on("close", () => {
        const all = Buffer.concat(parts);
        // Health checks end behind their header, which is one without addresses (LOCAL).
        if (all.length > HEADER_BYTES) reader.connections.push(read(all));
      });
    });
    return reader;
  }

  close(): void {
    this.server.close();
  }
}
