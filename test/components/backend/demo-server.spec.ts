import assert from "node:assert/strict";
import { type Server, createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { type DemoServer, renderDemoServer } from "../../../components/backend/demo-server";
import { DemoBackend, get } from "../../support/demo-backend";
import { reservePort } from "../../../bench/labs/reserve-port";

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

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
  let backend: DemoBackend;
  let metadata: Server;
  let metadataPort: number;

  before(async () => {
    metadata = imds();
    metadataPort = await listening(metadata);
  });
  after(() => metadata.close());
  beforeEach(() => {
    backend = new DemoBackend();
  });
  afterEach(() => backend.stop());

  const install = (server: DemoServer) => backend.install(server);
  const start = (server: DemoServer) => backend.start(server, metadataPort);

  for (const tls of [false, true]) {
    const protocol = tls ? "https" : "http";
    it(`answers colour, zone and version over ${protocol.toUpperCase()}`, async () => {
      const port = await reservePort();
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
    const port = await reservePort();
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
