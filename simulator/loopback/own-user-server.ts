import { type AddressInfo, type Socket, createServer } from "node:net";
import { isOwnUser } from "./peer-user";

/** A server of the loopback interface. */
export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on a free port of the loopback interface and accepts connections of this process's user and of
 * root. On Linux, connections of other users are closed before anything is read: they could run commands as
 * this user. Elsewhere, every user of the machine can connect.
 *
 * `close` ends all connections.
 */
export async function listenForOwnUser(accept: (connection: Socket) => void): Promise<Server> {
  const connections = new Set<Socket>();
  // As HTTP servers of Node.js listen.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (connection) => {
    if (!isOwnUser(connection)) return void connection.destroy();
    connections.add(connection.on("close", () => connections.delete(connection)));
    accept(connection);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        connections.forEach((connection) => connection.destroy());
      }),
  };
}
