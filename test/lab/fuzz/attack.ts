import { connect } from "node:net";

/** Requests under way at a time. */
const CLIENTS = 40;

/** A client leaves after this, answered or not. */
const PATIENCE_MS = 250;

/** The response to a client, and its own address as address:port. */
export interface Sent {
  readonly answer: string;
  readonly from: string;
}

/** Sends bytes from an address of 127.0.0.0/8. */
function send(port: number, bytes: Buffer, localAddress: string): Promise<Sent> {
  return new Promise((resolve) => {
    let answer = "";
    let from = "";
    const socket = connect({ host: "127.0.0.1", port, localAddress }, () => {
      from = `${localAddress}:${socket.localPort}`;
      socket.write(bytes);
    });
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.on("data", (data: Buffer) => (answer += data.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(timer);
      resolve({ answer, from });
    });
  });
}

/** Sends them all, each from an address of its own in turn, so that none meets the limits of a source. */
export async function attack(port: number, requests: readonly Buffer[]): Promise<Sent[]> {
  const sent: Sent[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < requests.length; index = next++) {
      const from = `127.1.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
      sent[index] = await send(port, requests[index]!, from);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return sent;
}
