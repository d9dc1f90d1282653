import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a backend has read it. */
export interface Read {
  readonly line: string;
  /** Values of X-Forwarded-For, each as it came. */
  readonly from: readonly string[];
}

type Refusal = NodeJS.ErrnoException & { rawPacket?: Buffer };

/** A whole head of a request, with any method, that HAProxy has written. */
const FORWARDED =
  /^[\w!#$%&'*+.^`|~-]+ \S+ HTTP\/1\.1\r\n[^]*^x-forwarded-for: 127\.[^]*\r\n\r\n/im;

/** A server whose parser takes nothing that RFC 9112 does not allow, and notes what it reads. */
export class StrictBackend {
  readonly requests: Read[] = [];
  /** What it refused and no HTTP server should have been sent. */
  readonly refused: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(): Promise<StrictBackend> {
    const server = createServer({ insecureHTTPParser: false, maxHeaderSize: 80_000 });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const backend = new StrictBackend(server, (server.address() as AddressInfo).port);
    server.on("request", (request, answer) => {
      if (request.url !== "/health") {
        const { method, url, headersDistinct } = request;
        const from = headersDistinct["x-forwarded-for"] ?? [];
        backend.requests.push({ line: `${method} ${url}`, from });
      }
      request.resume().on("end", () => answer.end("ok"));
    });
    server.on("clientError", (error: Refusal, socket) => {
      const { code = "", rawPacket } = error;
      const said = rawPacket?.toString("latin1") ?? "";
      // A connection that ends early is no request, and methods that Node.js does not know are allowed.
      if (code !== "ECONNRESET" && !FORWARDED.test(said)) backend.refused.push(`${code}: ${said}`);
      socket.destroy();
    });
    return backend;
  }

  /** Requests that HAProxy has not read as requests: without its own word of who the client is. */
  get smuggled(): Read[] {
    return this.requests.filter(({ from }) => !(from.length === 1 && from[0]!.startsWith("127.")));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
