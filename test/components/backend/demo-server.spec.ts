import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type DemoServer, renderDemoServer } from "../../../components/backend/demo-server";

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One request, without checking the certificate: it is signed by itself. */
const get = (protocol: "http" | "https", port: number, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, rejectUnauthorized: false, agent: false };
    const request = protocol === "http" ? requestHttp(options) : requestHttps(options);
    request.on("error", reject);
    request.on("response", (response) => {
      void text(response).then((body) => resolve({ status: response.statusCode!, body }));
    });
    request.end();
  });

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The metadata service of an instance in us-east-1b, which knows version 2 only. */
const imds = () =>
  createServer((request, response) => {
    const asksToken = request.method === "PUT" && request.url === "/latest/api/token";
    const asksZone =
      request.url === "/latest/meta-data/placement/availability-zone" &&
      request.headers["x-aws-ec2-metadata-token"] === "secret";
    response.statusCode = asksToken || asksZone ? 200 : 401;
    response.end(asksToken ? "secret" : asksZone ? "us-east-1b" : "");
  });

describe("renderDemoServer", () => {
  let folder: string;
  let metadata: Server;
  let metadataPort: number;
  const children: ChildProcess[] = [];

  before(async () => {
    metadata = imds();
    metadataPort = await listening(metadata);
  });
  after(() => metadata.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "demo-server-"));
  });
  afterEach(() => {
    children.splice(0).forEach((child) => child.kill("SIGKILL"));
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the user data below a folder, with a systemctl that only notes what it is told. */
  function install(server: DemoServer): { unit: string; calls: string } {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "systemctl"), `#!/bin/sh\necho "$@" >> "${folder}/calls"\n`);
    chmodSync(join(bin, "systemctl"), 0o755);
    execFileSync("/bin/sh", {
      input: renderDemoServer(server),
      env: { PATH: `${bin}:${process.env["PATH"]}`, HOLDFAST_ROOT: folder },
    });
    return {
      unit: readFileSync(join(folder, "etc/systemd/system/holdfast-demo.service"), "utf8"),
      calls: readFileSync(join(folder, "calls"), "utf8"),
    };
  }

  /** Does what systemd does with the unit: environment, what comes before the start, and the start. */
  async function start(server: DemoServer): Promise<void> {
    const { unit } = install(server);
    const runtime = join(folder, "run");
    mkdirSync(join(runtime, "holdfast-demo"), { recursive: true });
    const lines = unit.replaceAll("%t", runtime).split("\n");
    const valuesOf = (key: string) =>
      lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));
    const environment = valuesOf("Environment").map((word) => {
      const [, name, value] = /^"?(\w+)=(.*?)"?$/.exec(word)!;
      return [name!, value!.replace(/\\(.)/g, "$1").replaceAll("%%", "%")] as const;
    });
    const env = {
      PATH: process.env["PATH"],
      ...Object.fromEntries(environment),
      ADDRESS: "127.0.0.1",
      HOLDFAST_IMDS: `http://127.0.0.1:${metadataPort}`,
    };
    for (const line of valuesOf("ExecStartPre")) {
      execFileSync("/bin/sh", ["-c", line], { env, stdio: "ignore" });
    }
    const [command] = valuesOf("ExecStart");
    const script = command!.split(" ")[1]!;
    children.push(spawn("python3", [join(folder, script)], { env, stdio: "inherit" }));
    const protocol = server.tls ? "https" : "http";
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await get(protocol, server.port, "/health").catch(() => undefined);
      if (answer?.status === 200) return;
      await sleep(50);
    }
    assert.fail("the server does not answer");
  }

  for (const tls of [false, true]) {
    const protocol = tls ? "https" : "http";
    it(`answers colour, zone and version over ${protocol.toUpperCase()}`, async () => {
      const port = await freePort();
      await start({ color: "blue", version: `2 "beta" 50%`, port, tls });
      const { status, body } = await get(protocol, port, "/anything?a=b");
      assert.equal(status, 200);
      assert.deepEqual(JSON.parse(body), {
        color: "blue",
        zone: "us-east-1b",
        version: `2 "beta" 50%`,
      });
      assert.equal((await get(protocol, port, "/health")).status, 200);
    });
  }

  it("serves others while one client opens a TLS connection and says nothing", async () => {
    const port = await freePort();
    await start({ color: "green", version: "1", port, tls: true });
    const silent = connect(port, "127.0.0.1");
    await new Promise((resolve) => silent.once("connect", resolve));
    const { status } = await get("https", port, "/");
    silent.destroy();
    assert.equal(status, 200);
  });

  it("is enabled as a service that has no other right than to bind its port", () => {
    const { unit, calls } = install({ color: "blue", version: "1", port: 443, tls: true });
    assert.equal(calls, "daemon-reload\nenable --now holdfast-demo.service\n");
    assert.match(unit, /^DynamicUser=yes$/m);
    assert.match(unit, /^AmbientCapabilities=CAP_NET_BIND_SERVICE$/m);
  });

  it("makes no certificate without TLS", () => {
    const { unit } = install({ color: "blue", version: "1", port: 80, tls: false });
    assert.doesNotMatch(unit, /openssl|CERTIFICATE/);
  });

  it("fits into user data many times over", () => {
    const size = renderDemoServer({ color: "green", version: "1", port: 443, tls: true }).length;
    assert.ok(size < 8 * 1024, `${size} bytes`);
  });
});
