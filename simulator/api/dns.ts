import { createSocket, type Socket } from "node:dgram";
import { createServer, type AddressInfo, type Server, type Socket as Connection } from "node:net";
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet, streamEncode } from "dns-packet";
import type { Account } from "../account";
import { type Usable, answersTo } from "./dns-answers";

/** The DNS server of an account, over UDP and TCP. */
export interface Dns {
  /** Host and port. */
  readonly address: string;
  close(): Promise<void>;
}

const NAME_ERROR = 3;
const HOST = "127.0.0.1";

/** How often to retry if TCP's port is in use for UDP. */
const ATTEMPTS = 5;

/**
 * The answer to a query with the usable records, from `answersTo`.
 *
 * @param hidden addresses that no answer has
 */
export function answerQuery(
  account: Account,
  query: Packet,
  isUsable?: Usable,
  hidden: ReadonlySet<string> = new Set(),
): Packet {
  const questions = query.questions ?? [];
  const found = questions.map(({ name }) => answersTo(account, name, isUsable));
  const answers = found.flatMap((one, index) =>
    (one ?? [])
      .filter(({ type }) => type === "CNAME" || type === questions[index]?.type)
      .filter(({ data }) => !hidden.has(data)),
  );
  const missing = found.some((one) => one === undefined);
  return {
    type: "response",
    id: query.id ?? 0,
    flags: AUTHORITATIVE_ANSWER | (missing ? NAME_ERROR : 0),
    questions,
    answers,
  };
}

type Answer = (query: Packet) => Packet;

/** Answers the queries of one connection, each with its length in front. */
function serveConnection(answer: Answer, connection: Connection): void {
  let received = Buffer.alloc(0);
  connection.on("error", () => connection.destroy());
  connection.on("data", (some: Buffer) => {
    received = Buffer.concat([received, some]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      const query = received.subarray(2, end);
      received = received.subarray(end);
      try {
        connection.write(streamEncode(answer(decode(query))));
      } catch {
        connection.destroy();
      }
    }
  });
}

function serveDatagrams(answer: Answer, socket: Socket): void {
  socket.on("message", (message, { address, port }) => {
    try {
      socket.send(encode(answer(decode(message))), port, address);
    } catch {
      // Messages other than queries get no answer.
    }
  });
}

const bind = (socket: Socket, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, HOST, () => {
      socket.off("error", reject);
      resolve();
    });
  });

const end = (server: Server): Promise<void> => new Promise((done) => server.close(() => done()));

/**
 * Serves the names of an account on a free port of the loopback interface: of load balancers, up to 8
 * addresses in random order; of hosted zones, A and CNAME records; anything else is NXDOMAIN.
 *
 * @param hidden addresses that no answer has
 */
export async function serveDns(
  account: Account,
  hidden?: ReadonlySet<string>,
  attempts = ATTEMPTS,
): Promise<Dns> {
  const answer: Answer = (query) => answerQuery(account, query, undefined, hidden);
  const connections = new Set<Connection>();
  const server = createServer((connection) => {
    connections.add(connection.on("close", () => connections.delete(connection)));
    serveConnection(answer, connection);
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  const socket = createSocket("udp4");
  try {
    await bind(socket, port);
  } catch (error) {
    socket.close();
    await end(server);
    if (attempts <= 1) {
      throw error;
    }
    return serveDns(account, hidden, attempts - 1);
  }
  serveDatagrams(answer, socket);
  return {
    address: `${HOST}:${port}`,
    close: async () => {
      connections.forEach((connection) => connection.destroy());
      await new Promise<void>((done) => socket.close(() => done()));
      await end(server);
    },
  };
}
