import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

const HOST = "127.0.0.1";
/** Below the ports that Linux (from 32,768) and macOS (from 49,152) give to whoever asks for any free one. */
const FIRST = 20_000;
const COUNT = 12_000;

/**
 * Reserves a TCP port of the loopback interface until this process ends. Nothing listens on it until the caller does, not
 * even when it has stopped again: the system gives no other program a port of this range unasked, and a UDP
 * socket with the same number tells other processes that call this.
 */
export async function reservePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if ((await isOurs(port)) && (await isFree(port))) return port;
  }
  throw new Error(`no port from ${FIRST} to ${FIRST + COUNT - 1} of ${HOST} is free`);
}

/** Reserves several ports. */
export const reservePorts = (count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, reservePort));

async function isOurs(port: number): Promise<boolean> {
  const socket = createSocket("udp4").unref();
  try {
    const bound = once(socket, "listening");
    socket.bind({ port, address: HOST, exclusive: true });
    await bound;
    return true;
  } catch {
    socket.close();
    return false;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    const listening = once(server, "listening");
    server.listen(port, HOST);
    await listening;
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
