import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { type Server, createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import {
  HEALTH_COMMAND,
  HEALTH_PORT,
  containerDefinition,
} from "../../components/front-door/ecs/container";
import { resolveLimits } from "../../components/front-door/proxy/client-limits";
import { CLAIMS, claimed, truthFor } from "../support/claims";
import { eventually } from "../../commands/drill/lab/eventually";
import { reservePort } from "../../bench/labs/reserve-port";

const IMAGE = join(__dirname, "../../node/container");

/** Runs a program as a container is run: not as root, without capabilities, with nothing to write to. */
const CONFINED = `mount --make-rprivate / && mount -o remount,bind,ro / && exec setpriv --reuid 99 --regid 99 --clear-groups --inh-caps -all --bounding-set -all "$@"`;

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
}

function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
      let text = "";
      response.on("data", (data: Buffer) => (text += data.toString()));
      response.on("end", () =>
        resolve({
          status: response.statusCode!,
          headers: text.startsWith("{") ? (JSON.parse(text) as Record<string, string>) : {},
        }),
      );
    });
    call.on("error", reject).end();
  });
}

describe("the container's HAProxy", () => {
  let folder: string;
  let backend: Server;
  let proxy: ChildProcess;
  let environment: Record<string, string>;
  let said = "";
  const asked: string[] = [];
  let answerLate: (() => void) | undefined;
  let isHealthy = true;
  const port = (name: string) => Number(environment[name]);
  /** Whether `/health` answers so; it may not answer yet. */
  const isHealth = (status: number) =>
    ask(port("HEALTH_PORT"), "/health").then(
      (answer) => answer.status === status,
      () => false,
    );

  before(async () => {
    backend = createServer({ maxHeaderSize: 1 << 20 }, (call, response) => {
      asked.push(call.url!);
      const answer = () => response.end(JSON.stringify(call.headers));
      if (call.url === "/health" && !isHealthy) response.writeHead(503);
      if (call.url === "/late") answerLate = answer;
      else answer();
    }).listen(0, "127.0.0.1");
    await once(backend, "listening");
    const container = containerDefinition({
      image: "haproxy:1",
      endpoint: `localhost:${(backend.address() as AddressInfo).port}`,
      healthPath: "/health",
      port: await reservePort(),
      ...resolveLimits({ limits: { connections: 200 } }),
    });
    const given = container.environment as { name: string; value: string }[];
    environment = Object.fromEntries(given.map(({ name, value }) => [name, value]));
    environment["HEALTH_PORT"] = `${await reservePort()}`;

    // Where a user without privileges can read it.
    folder = mkdtempSync("/var/tmp/holdfast-container-");
    chmodSync(folder, 0o755);
    const config = join(folder, "haproxy.cfg");
    copyFileSync(join(IMAGE, "haproxy.cfg"), config);
    proxy = spawn(
      "unshare",
      ["--mount", "sh", "-c", CONFINED, "sh", "haproxy", "-W", "-db", "-f", config],
      {
        // HAProxy returns to the folder it was started in, and the checkout may be in root's home.
        cwd: folder,
        env: { PATH: process.env["PATH"], ...environment },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    for (const stream of [proxy.stdout!, proxy.stderr!]) {
      stream.on("data", (data: Buffer) => (said += data.toString()));
    }
    await eventually(
      () => isHealth(200),
      () => said,
    );
  });
  after(async () => {
    if (proxy?.exitCode === null) {
      proxy.kill("SIGTERM");
      await once(proxy, "close");
    }
    backend?.closeAllConnections();
    backend?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it("is accepted without a warning", () => {
    const { stdout, stderr } = spawnSync("haproxy", ["-c", "-f", join(IMAGE, "haproxy.cfg")], {
      env: { PATH: process.env["PATH"], ...environment },
      encoding: "utf8",
    });
    assert.equal(stdout + stderr, "Configuration file is valid\n");
  });

  it("runs as an unprivileged user, without writable paths and capabilities", () => {
    const status = execFileSync("cat", [`/proc/${proxy.pid}/status`], { encoding: "utf8" });
    assert.match(status, /^Uid:\s+99\s+99\s+99\s+99$/m);
    assert.match(status, /^CapEff:\s+0+$/m);
    const mounts = execFileSync("cat", [`/proc/${proxy.pid}/mounts`], { encoding: "utf8" });
    assert.match(mounts, /^\S+ \/ \S+ ro[, ]/m);
  });

  it("tells the backend who the client is and where it connected, whatever the client claims", async () => {
    const { headers } = await ask(port("PORT"), "/", CLAIMS);
    assert.deepEqual(claimed(headers), truthFor("127.0.0.1", 80));
  });

  it("takes headers as large and as many as AWS's ALB, 64 kB in all", async () => {
    const many = Array.from({ length: 900 }, (_, index) => [`x-${index}`, "m".repeat(30)] as const);
    const { status, headers } = await ask(port("PORT"), "/", {
      ...Object.fromEntries(many),
      cookie: "c".repeat(15_500),
    });
    assert.equal(status, 200);
    assert.equal(headers["x-899"]?.length, 30);
    assert.equal((await ask(port("PORT"), "/", { cookie: "c".repeat(100_000) })).status, 400);
  });

  it("leaves HTTP for WebSocket only, and lets no client have a header dropped", async () => {
    const upgrade = async (to: string) => {
      const { headers } = await ask(port("PORT"), "/", {
        connection: "Upgrade, X-Forwarded-For",
        upgrade: to,
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      });
      return [headers["connection"], headers["upgrade"], headers["x-forwarded-for"]];
    };
    assert.deepEqual(await upgrade("h2c"), [undefined, undefined, "127.0.0.1"]);
    assert.deepEqual(await upgrade("websocket"), ["Upgrade", "websocket", "127.0.0.1"]);
  });

  it("keeps a body that comes byte by byte from the backend", async () => {
    const post = connect({ host: "127.0.0.1", port: port("PORT") });
    post.write("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1");
    assert.equal((await ask(port("PORT"), "/")).status, 200);
    assert.ok(!asked.includes("/slow"));
    post.write("23456789");
    await eventually(() => Promise.resolve(asked.includes("/slow")));
    post.destroy();
  });

  it("answers 503 while the backend is down, and is alive all the same", async () => {
    const { port: backendPort } = backend.address() as AddressInfo;
    backend.closeAllConnections();
    await new Promise((resolve) => backend.close(resolve));
    await eventually(() => isHealth(503));
    assert.equal((await ask(port("HEALTH_PORT"), "/alive")).status, 200);
    backend.listen(backendPort, "127.0.0.1");
    await eventually(() => isHealth(200));
  });

  it("does not keep clients from a backend that fails its checks and answers them", async () => {
    isHealthy = false;
    await eventually(() => isHealth(503));
    assert.equal((await ask(port("PORT"), "/")).status, 200);
    isHealthy = true;
    await eventually(() => isHealth(200));
  });

  it("lets requests end after the stop signal, takes no new one, and is no longer alive", async () => {
    const check = () =>
      spawnSync("sh", ["-c", HEALTH_COMMAND.replace(`${HEALTH_PORT}`, environment["HEALTH_PORT"]!)])
        .status;
    assert.equal(check(), 0);
    const late = ask(port("PORT"), "/late");
    await eventually(() => Promise.resolve(answerLate));
    proxy.kill("SIGUSR1");
    await eventually(() =>
      ask(port("PORT"), "/").then(
        () => false,
        (error: Error) => /ECONNREFUSED/.test(error.message),
      ),
    );
    assert.notEqual(check(), 0);
    answerLate!();
    assert.equal((await late).status, 200);
    await eventually(
      () => Promise.resolve(proxy.exitCode !== null),
      () => said,
    );
    assert.equal(proxy.exitCode, 0, said);
  });
});
