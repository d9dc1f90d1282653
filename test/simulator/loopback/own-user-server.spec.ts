import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { Account } from "../../../simulator/account";
import { serveApi } from "../../../simulator/api";
import { serveCommandProvider } from "../../../simulator/provider/command";
import { serveImds } from "../../../simulator/api/imds";
import { listenForOwnUser } from "../../../simulator/loopback/own-user-server";
import { serveAwsProvider } from "../../../simulator/provider/aws";
import { serveAwsxProvider } from "../../../simulator/provider/awsx/provider";

const OTHER_USER = 65_534;

/** Requests of both kinds: the start of a connection over HTTP/2, which gRPC uses, and HTTP/1.1. */
const REQUESTS = {
  grpc: "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n\\0\\0\\0\\x04\\0\\0\\0\\0\\0",
  http: "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n",
};

/** Prints `served` with the first bytes of an answer, `refused` when the connection ends without any. */
const client = (port: number, request: string): string => `
  const socket = require("node:net").connect(${port}, "127.0.0.1", () => socket.write("${request}", "latin1"));
  const end = (how) => { console.log(how); process.exit(); };
  socket.on("data", () => end("served")).on("error", () => end("refused")).on("close", () => end("refused"));
`;

describe("server for one user", () => {
  let servers: readonly {
    readonly name: string;
    readonly protocol: keyof typeof REQUESTS;
    readonly port: number;
    readonly close: () => Promise<void>;
  }[] = [];

  beforeEach(async () => {
    const account = Account.inMemory();
    const grpc = [
      { name: "aws", server: await serveAwsProvider(account) },
      { name: "command", server: await serveCommandProvider() },
      { name: "awsx", server: await serveAwsxProvider() },
    ].map(({ name, server }) => ({
      name,
      protocol: "grpc" as const,
      port: server.port,
      close: () => server.close(),
    }));
    const http = [
      { name: "API", server: await serveApi(account) },
      { name: "instance metadata", server: await serveImds(account, "i-1") },
    ].map(({ name, server }) => ({
      name,
      protocol: "http" as const,
      port: Number(new URL(server.url).port),
      close: () => server.close(),
    }));
    servers = [...grpc, ...http];
  });
  afterEach(async () => {
    await Promise.all(servers.map(({ close }) => close()));
  });

  /** What each server does with a client that runs as a user; undefined for this process's user. */
  async function ask(uid?: number): Promise<Record<string, string>> {
    const results = servers.map(async ({ name, protocol, port }) => {
      const script = client(port, REQUESTS[protocol]);
      const asUser = uid === undefined ? {} : { uid, gid: uid };
      const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
        cwd: "/",
        ...asUser,
      });
      return [name, stdout.trim()] as const;
    });
    return Object.fromEntries(await Promise.all(results));
  }

  const all = (how: string): Record<string, string> =>
    Object.fromEntries(servers.map(({ name }) => [name, how]));

  it("serves this user's processes", async () => {
    assert.deepEqual(await ask(), all("served"));
  });

  it("refuses those of another user", async function () {
    const canTry = process.platform === "linux" && process.geteuid!() === 0;
    // Only root can run a client as another user.
    if (!canTry && !process.env["CI"]) this.skip();
    assert.deepEqual(await ask(OTHER_USER), all("refused"));
  });

  it("ends its connections when it is closed", async () => {
    const server = await listenForOwnUser((connection) => connection.write("hello"));
    const socket = connect(server.port, "127.0.0.1");
    const ended = new Promise((resolve) => socket.on("close", resolve));
    await new Promise((resolve) => socket.once("data", resolve));
    await server.close();
    await ended;
  });
});
