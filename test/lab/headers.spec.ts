import assert from "node:assert/strict";
import { renderRoutingConfig } from "../../components/front-door/address-pair/routing-config";
import { renderHaproxyConfig } from "../../components/front-door/proxy/haproxy-config";
import { eventually } from "../../commands/drill/lab/eventually";
import { CLAIMS, claimed, truthFor } from "../support/claims";
import { RawClient } from "../support/raw-client";
import { RoutingLab } from "../support/routing-lab";
import { reservePorts } from "../../bench/labs/reserve-port";

type Backend = Awaited<ReturnType<RoutingLab["startBackend"]>>;
interface Common {
  readonly ports: readonly number[];
  readonly healthPort: number;
  readonly resolver: string;
  readonly limits: { readonly connections: number };
}

/** A path that the routing knows, and one that it does not; the tier of nodes knows all. */
const RENDERED: Readonly<Record<string, (common: Common, backend: Backend) => string>> = {
  "a node": (common, backend) => renderHaproxyConfig({ ...common, mode: "http", backend }),
  "a pair with rules": (common, backend) =>
    renderRoutingConfig({
      ...common,
      backends: { web: backend },
      rules: [{ path: "/", to: "web" }],
    }),
};

for (const [who, render] of Object.entries(RENDERED)) {
  describe(`headers of ${who}`, () => {
    const lab = new RoutingLab();
    let port: number;
    let client: RawClient;

    before(async () => {
      const [clients, healthPort] = (await reservePorts(2)) as [number, number];
      port = clients;
      const common = {
        ports: [port],
        healthPort,
        resolver: "127.0.0.1:9",
        limits: { connections: 100 },
      };
      await lab.startConfig(render(common, await lab.startBackend("web")), healthPort);
    });
    beforeEach(() => (client = new RawClient(port)));
    afterEach(() => client.end());
    after(() => lab.close());

    const ask = (...headers: readonly string[]) =>
      client.send("GET / HTTP/1.1", "Host: x", ...headers, "");
    /** What the backend got, by lower-case name. */
    const seen = () => {
      const raw = lab.seen["web"]!;
      const pairs = raw.flatMap((name, index) => (index % 2 ? [] : [[name, raw[index + 1]!]]));
      return Object.fromEntries(pairs.map(([name, value]) => [name!.toLowerCase(), value!]));
    };

    it("tell the backend who the client is, whatever the client claims, and nothing that it claims", async () => {
      ask(...Object.entries(CLAIMS).map(([name, value]) => `${name}: ${value}`), "X-Own: 1");
      await client.has(/^HTTP\/1\.1 200/);
      assert.deepEqual(claimed(seen()), truthFor("127.0.0.1", port));
      assert.equal(seen()["x-own"], "1");
    });

    it("may be as large and as many as behind AWS's ALB, 64 kB in all, and no larger", async () => {
      const fill = (bytes: number) => ({ Cookie: "c".repeat(bytes) });
      const seenBy = async (headers: Record<string, string>) => {
        const other = new RawClient(port);
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
        other.send("GET / HTTP/1.1", "Host: x", ...lines, "");
        await other.has(/^HTTP\/1\.1 \d+/);
        other.end();
        return other.received.slice(9, 12);
      };
      assert.equal(await seenBy(fill(15_500)), "200");
      const times = (count: number, name: string, value: string) =>
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`${name}-${index}`, value] as const),
        );
      assert.equal(await seenBy(times(900, "X-Many", "m".repeat(50))), "200");
      assert.equal(Object.keys(seen()).filter((name) => name.startsWith("x-many-")).length, 900);
      assert.equal(await seenBy(times(4, "X-Large", "l".repeat(16_300))), "200");
      assert.equal(await seenBy(fill(100_000)), "400");
    });

    it("do not let the client have any of them dropped on the way", async () => {
      ask("Connection: X-Forwarded-For, X-Forwarded-Proto");
      await client.has(/^HTTP\/1\.1 200/);
      assert.equal(seen()["connection"], undefined);
      assert.equal(seen()["x-forwarded-for"], "127.0.0.1");
    });

    it("end the client's connection when it asks for that", async () => {
      ask("Connection: close");
      await client.has(/^HTTP\/1\.1 200[^]*\r\nconnection: close\r\n/i);
    });

    it("do not leave HTTP for h2c, so that every request goes by the rules", async () => {
      ask(
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "HTTP2-Settings: AAMAAABkAAQAAP__",
      );
      await client.has(/^HTTP\/1\.1 200/);
      const { upgrade, "http2-settings": settings } = seen();
      assert.deepEqual([upgrade, settings], [undefined, undefined]);
      ask("X-Forwarded-For: 192.0.2.1");
      await client.has(/HTTP\/1\.1 200[^]*HTTP\/1\.1 200/);
      assert.equal(seen()["x-forwarded-for"], "127.0.0.1");
    });

    it("leave HTTP for WebSocket, in both directions, and for nothing beside it", async () => {
      const handshake = [
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ];
      ask("Connection: keep-alive, Upgrade", "Upgrade: websocket, h2c", ...handshake);
      await client.has(/^HTTP\/1\.1 101 [^]*upgrade: websocket\r\n[^]*\r\n\r\n/i);
      const { upgrade, "x-forwarded-for": from } = seen();
      assert.deepEqual([upgrade, from], ["websocket", "127.0.0.1"]);
      const frame = "\x81\x85\x01\x02\x03\x04ignml";
      client.send(frame);
      const hasReturned = () => client.received.endsWith(`${frame}\r\n`);
      await eventually(() => Promise.resolve(hasReturned()));
    });
  });
}
