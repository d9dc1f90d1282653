import { createSocket } from "node:dgram";

/** A query that came in, or the answer to it: DNS messages in base64. */
export interface Passed {
  readonly id: number;
  readonly message: string;
  /** Who asked. */
  readonly from?: string;
}

/**
 * Takes DNS queries at an address of the lab, as a program: `dns-front.ts ADDRESS`. The process that
 * started it answers them; a query that it does not answer gets no answer.
 */
const [address = ""] = process.argv.slice(2);
const socket = createSocket("udp4");
const askers = new Map<number, { host: string; port: number }>();
let queries = 0;

socket.on("message", (query, { address: host, port }) => {
  askers.set(++queries, { host, port });
  askers.delete(queries - 1_000);
  process.send?.({ id: queries, message: query.toString("base64"), from: host } satisfies Passed);
});
process.on("message", ({ id, message }: Passed) => {
  const asker = askers.get(id);
  askers.delete(id);
  if (asker) socket.send(Buffer.from(message, "base64"), asker.port, asker.host);
});
process.on("disconnect", () => process.exit());
socket.bind(53, address, () => process.send?.({ id: 0, message: "" } satisfies Passed));
