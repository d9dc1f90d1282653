import { createServer, request } from "node:http";
import { type Account, type Imds, listenForOwnUser, serveImds } from "../../../simulator";

/** The metadata services of all machines at one address; the source address identifies the machine. */
export class Metadata {
  /** By the machine's private address. */
  private readonly services = new Map<string, Imds>();

  private constructor(
    private readonly account: Account,
    /** On the loopback interface. */
    readonly port: number,
    readonly close: () => Promise<void>,
  ) {}

  static async open(account: Account): Promise<Metadata> {
    const server = createServer((incoming, outgoing) => {
      const service = metadata.services.get(String(incoming.headers["x-forwarded-for"]));
      if (!service) return void outgoing.writeHead(404).end();
      const { method, headers, url } = incoming;
      const passed = request(`${service.url}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      });
      passed.on("error", () => outgoing.destroy()).end();
    });
    const listener = await listenForOwnUser((connection) => server.emit("connection", connection));
    const close = async (): Promise<void> => {
      await Promise.all([...metadata.services.values()].map((service) => service.close()));
      await listener.close();
    };
    const metadata = new Metadata(account, listener.port, close);
    return metadata;
  }

  async add(address: string, instanceId: string): Promise<void> {
    this.services.set(address, await serveImds(this.account, instanceId));
  }

  async remove(address: string): Promise<void> {
    const service = this.services.get(address);
    this.services.delete(address);
    await service?.close();
  }
}
