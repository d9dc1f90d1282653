import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account } from "../../local/aws/account";
import { type Imds, serveImds } from "../../local/aws/imds";

/** The metadata services of all machines behind one address, which tells them apart by who asks. */
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
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const close = async (): Promise<void> => {
      await Promise.all([...metadata.services.values()].map((service) => service.close()));
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
    const metadata = new Metadata(account, (server.address() as AddressInfo).port, close);
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
