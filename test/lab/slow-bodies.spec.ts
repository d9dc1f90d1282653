import assert from "node:assert/strict";
import { type Socket, connect } from "node:net";
import { eventually } from "../../commands/drill/lab/eventually";
import { figure } from "../support/lab-figures";
import { ask, RoutingLab } from "../support/routing-lab";
import { reservePorts } from "../../bench/labs/reserve-port";

/** The server's concurrent requests, and a little more than twice as many attackers. */
const SERVER_TAKES = 20;
const ATTACKERS = 42;
const ATTACKER = "127.0.0.2";

/** A POST whose body never ends, from one address. */
class SlowPost {
  answer = "";
  private readonly socket: Socket;
  private readonly timer: NodeJS.Timeout;

  constructor(port: number, atOnce: number) {
    this.socket = connect({ host: "127.0.0.1", port, localAddress: ATTACKER });
    this.socket.on("data", (data) => (this.answer += data.toString())).on("error", () => undefined);
    this.socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${atOnce + 1e6}\r\n\r\n`);
    this.socket.write("x".repeat(atOnce));
    this.timer = setInterval(() => this.socket.write("x"), 500);
  }

  end(): void {
    clearInterval(this.timer);
    this.socket.destroy();
  }
}

describe("slow bodies", () => {
  const lab = new RoutingLab();
  let port: number;
  let posts: SlowPost[] = [];

  before(async () => {
    const [client, healthPort] = (await reservePorts(2)) as [number, number];
    port = client;
    const backend = { ...(await lab.startBackend("posts")), maxConnections: SERVER_TAKES };
    const settings = { ports: [port], healthPort, resolver: "127.0.0.1:9" };
    await lab.start({ ...settings, backends: { posts: backend }, default: "posts" });
  });
  afterEach(async () => {
    for (const post of posts) post.end();
    posts = [];
    await eventually(async () => (await ask({ port })).status === 200);
  });
  after(() => lab.close());

  /** Responses to other clients during the attack. */
  const others = async () => {
    const statuses: number[] = [];
    for (let sent = 0; sent < 5; sent++) statuses.push((await ask({ port })).status);
    return statuses;
  };
  const attack = (atOnce: number) => {
    posts = Array.from({ length: ATTACKERS }, () => new SlowPost(port, atOnce));
  };

  it("do not reach a server, and do not block other clients", async () => {
    const before = lab.served["posts"]!;
    attack(1);
    await eventually(async () => (await lab.connections("clients")) >= ATTACKERS);
    const statuses = await others();
    assert.deepEqual(statuses, Array(5).fill(200));
    assert.equal(lab.served["posts"]! - before, statuses.length);
    figure(
      `${ATTACKERS} slow bodies at a server that takes ${SERVER_TAKES} requests`,
      "0 of 5 others failed",
    );
  });

  it("that are too large for a buffer get three quarters of a server's requests at most", async () => {
    const before = lab.served["posts"]!;
    attack(200_000);
    const refused = () => posts.filter(({ answer }) => answer.startsWith("HTTP/1.1 429")).length;
    const reached = () => lab.served["posts"]! - before;
    await eventually(() => Promise.resolve(refused() + reached() === ATTACKERS));
    assert.equal(reached(), 0.75 * SERVER_TAKES);
    assert.deepEqual(await others(), Array(5).fill(200));
  });

  it("are no uploads: a large one passes, with and without a question whether it may", async () => {
    for (const headers of [{}, { expect: "100-continue" }]) {
      const body = Buffer.alloc(3_000_000);
      const reply = await ask({ port, headers, body });
      assert.equal(reply.status, 200);
    }
  });
});
