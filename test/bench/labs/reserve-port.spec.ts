import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { reservePort, reservePorts } from "../../../bench/labs/reserve-port";

describe("a reserved port", () => {
  it("is none that the system gives to a program that asks for any", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    server.close();
    const given = typeof address === "object" ? address!.port : 0;
    const reserved = await reservePorts(20);
    assert.ok(Math.max(...reserved) < 32_000 && given >= 32_000, `${reserved.join()}, ${given}`);
  });

  it("is given only once", async () => {
    const ports = await reservePorts(200);
    assert.equal(new Set(ports).size, ports.length);
  });

  it("stays reserved when nothing listens on it any more", async () => {
    const port = await reservePort();
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    server.close();
    await once(server, "close");
    // What another process would try first.
    const socket = createSocket("udp4").bind({ port, address: "127.0.0.1", exclusive: true });
    await assert.rejects(once(socket, "listening"), /EADDRINUSE/);
    socket.close();
  });
});
