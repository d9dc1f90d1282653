import { readFileSync } from "node:fs";
import { type RequestListener, createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { connect, createServer } from "node:net";
import { Readable } from "node:stream";
import { serveMethods } from "../../commands/drill/lab/rpc";

/**
 * A backend of the lab, as a program: `lab-backend.ts COLOUR ADDRESS FOLDER`. It returns its colour over
 * HTTPS (443) and HTTP (80), with the key and certificate in the folder. Port 8443 forwards to 443 and keeps
 * every byte that passes.
 */
const [colour = "", address = "", folder = ""] = process.argv.slice(2);

const CHUNK = Buffer.alloc(1 << 20, "holdfast");
let isHealthy = true;
const taps: { readonly received: Buffer[]; readonly sent: Buffer[] }[] = [];

const answer: RequestListener = (request, response) => {
  response.setHeader("x-colour", colour);
  response.setHeader("x-peer", request.socket.remoteAddress ?? "");
  response.setHeader("x-saw-forwarded", String(request.headers["x-forwarded-for"]));
  const megabytes = /^\/megabytes\/(\d+)$/.exec(request.url ?? "")?.[1];
  if (request.url === "/health") {
    response.writeHead(isHealthy ? 200 : 503).end();
  } else if (megabytes) {
    Readable.from(Array.from({ length: Number(megabytes) }, () => CHUNK)).pipe(response);
  } else {
    response.end(`${colour}\n`);
  }
};

const credentials = {
  key: readFileSync(`${folder}/key.pem`),
  cert: readFileSync(`${folder}/certificate.pem`),
};

const tap = createServer((client) => {
  const server = connect(443, address);
  const connection = { received: [] as Buffer[], sent: [] as Buffer[] };
  taps.push(connection);
  // Not pipe, which stops reading when the server hangs up, as on a header it does not understand.
  client.on("data", (data) => {
    connection.received.push(data);
    server.write(data);
  });
  client.on("end", () => server.end());
  server.on("data", (data) => connection.sent.push(data)).pipe(client);
  for (const socket of [client, server]) socket.on("error", () => undefined);
});

const servers = [
  createHttps(credentials, answer).listen(443, address),
  createHttp(answer).listen(80, address),
  tap.listen(8443, address),
];

const hex = (data: readonly Buffer[]): string => Buffer.concat(data).toString("hex");

const methods = {
  /** All bytes of each connection through the tap, health checks among them, as hex. */
  tapped: () => taps.map(({ received, sent }) => ({ received: hex(received), sent: hex(sent) })),
  setHealthy: (healthy: boolean) => void (isHealthy = healthy),
};
export type BackendMethods = typeof methods;

let listening = 0;
for (const server of servers) {
  server.on("listening", () => ++listening === servers.length && serveMethods(methods));
}
