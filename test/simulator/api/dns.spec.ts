import assert from "node:assert/strict";
import { Resolver } from "node:dns/promises";
import { connect } from "node:net";
import { once } from "node:events";
import { decode, streamEncode } from "dns-packet";
import { type Dns, serveDns } from "../../../simulator/api/dns";
import { text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { alb, twoZones } from "../model/balancing-lab";

describe("DNS server", () => {
  let lab: Lab;
  let dns: Dns;
  let name: string;
  let resolver: Resolver;
  beforeEach(async () => {
    lab = new Lab();
    name = text(alb(lab, twoZones(lab), { internal: true }).outputs["dnsName"]);
    dns = await serveDns(lab.account);
    resolver = new Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([dns.address]);
  });
  afterEach(() => dns.close());

  it("gives the addresses of a load balancer", async () => {
    assert.deepEqual((await resolver.resolve4(name)).sort(), ["10.0.0.4", "10.0.1.4"]);
  });

  it("answers by TCP too, several queries on one connection", async () => {
    const socket = connect(Number(dns.address.split(":")[1]), "127.0.0.1");
    const query = (id: number) =>
      streamEncode({ type: "query", id, questions: [{ type: "A", name }] });
    const both = Buffer.concat([query(1), query(2)]);
    socket.write(both.subarray(0, 5));
    socket.write(both.subarray(5));
    let received = Buffer.alloc(0);
    const ids: unknown[] = [];
    while (ids.length < 2) {
      received = Buffer.concat([received, ((await once(socket, "data")) as [Buffer])[0]]);
      while (received.length > 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        ids.push(decode(received.subarray(2, end)).id);
        received = received.subarray(end);
      }
    }
    socket.destroy();
    assert.deepEqual(ids, [1, 2]);
  });

  it("has no IPv6 addresses of a name that it knows", async () => {
    await assert.rejects(resolver.resolve6(name), { code: "ENODATA" });
  });

  it("fails when a name is unknown", async () => {
    await assert.rejects(resolver.resolve4("x.example.net"), { code: "ENOTFOUND" });
  });
});
