import { type Socket, connect } from "node:net";
import { eventually } from "../../commands/drill/lab/eventually";

/** A connection to a port of this machine, on which a test writes what no HTTP client would. */
export class RawClient {
  received = "";
  isOpen = true;
  private readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect({ host: "127.0.0.1", port });
    this.socket
      .on("data", (data) => (this.received += data.toString("latin1")))
      .on("close", () => (this.isOpen = false))
      .on("error", () => undefined);
  }

  /** Sends lines, each with its end. */
  send(...lines: readonly string[]): void {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(""), "latin1");
  }

  /** Waits until this has come. */
  async has(expected: RegExp): Promise<void> {
    await eventually(
      () => Promise.resolve(expected.test(this.received)),
      () => `${expected} did not come, but:\n${this.received}`,
    );
  }

  end(): void {
    this.socket.destroy();
  }
}
