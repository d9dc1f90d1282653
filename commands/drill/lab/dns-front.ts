import { createSocket } from "node:dgram";

/** A received query, or its answer: DNS messages in base64. */
export interface Passed {
  readonly id: number;
  readonly message: string;
  /** Who asked. */
  readonly from?: string;
}

/**
 * A program that receives DNS queries at an address of the lab: `dns-front.ts ADDRESS`. Its parent process
 * answers them; a query without an answer times out.
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
