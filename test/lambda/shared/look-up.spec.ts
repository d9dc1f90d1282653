import assert from "node:assert/strict";
import { answersNeeded, askServers, lookUp } from "../../../lambda/shared/look-up";
import {
  type Behaviour,
  DnsServer,
  addresses,
  balancer,
} from "../../../bench/labs/follower/dns-server";

const NAME = "internal-blue-1.us-east-1.elb.amazonaws.com";

describe("lookUp", () => {
  let server: DnsServer;
  beforeEach(async () => (server = await DnsServer.open()));
  afterEach(() => server.close());

  const look = (behaviour: Behaviour, expected: readonly string[] = [], maxLookups = 50) => {
    server.names.set(NAME, behaviour);
    return lookUp(askServers([server.address]), NAME, expected, maxLookups);
  };

  it("asks once when the answer is short, so whole", async () => {
    const found = await look(balancer(addresses(3)), addresses(3));
    assert.deepEqual(found, {
      addresses: addresses(3),
      lookups: 1,
      failures: [],
      complete: true,
      needed: 1,
      missProbability: 0,
    });
    assert.equal(server.questions.length, 1);
  });

  for (const count of [8, 12, 16, 28]) {
    it(`sees all of ${count} addresses, and stops before the limit`, async () => {
      const found = await look(balancer(addresses(count), count));
      assert.deepEqual(found.addresses, addresses(count).sort());
      assert.ok(found.complete);
      assert.ok(found.lookups < 50, `${found.lookups} lookups`);
    });
  }

  it("does not take an earlier answer for a new one", async () => {
    const found = await look((_, index) => ({ addresses: addresses(8, index * 8) }), [], 5);
    assert.equal(found.addresses.length, 40);
  });

  it("never asks more than the limit, and says how many answers it would take", async () => {
    const found = await look(balancer(addresses(100)));
    assert.equal(found.lookups, 50);
    assert.equal(server.questions.length, 50);
    assert.ok(found.complete);
    assert.ok(found.needed > 50);
    assert.ok(found.missProbability > 0.01 && found.missProbability < 0.02);
  });

  it("asks up to the limit when an expected address is not seen", async () => {
    const found = await look(balancer(addresses(2)), addresses(3));
    assert.deepEqual([found.lookups, found.complete], [50, true]);
  });

  it("notices short answers that are not the whole list", async () => {
    const found = await look(balancer(addresses(6), 3, 4), addresses(5));
    assert.deepEqual(found.addresses, addresses(6));
  });

  it("asks over TCP when an answer is truncated", async () => {
    const found = await look(() => ({ addresses: addresses(100), truncated: true }));
    assert.equal(found.addresses.length, 100);
    assert.deepEqual(
      [...new Set(server.questions.map(({ transport }) => transport))],
      ["udp", "tcp"],
    );
  });

  it("gets over lookups that fail now and then", async () => {
    const all = balancer(addresses(12));
    const found = await look((question, index) =>
      index % 3 === 1 ? "SERVFAIL" : all(question, index),
    );
    assert.deepEqual(found.addresses, addresses(12).sort());
    assert.ok(found.complete);
  });

  for (const [reply, code] of [
    ["NXDOMAIN", "ENOTFOUND"],
    ["SERVFAIL", "ESERVFAIL"],
    ["silence", "ETIMEOUT"],
    [{ addresses: [] }, "ENODATA"],
  ] as const) {
    it(`stops soon when all responses are ${code}`, async () => {
      const found = await look(() => reply);
      assert.deepEqual(found, {
        addresses: [],
        lookups: 2,
        failures: [code, code],
        complete: false,
        needed: 1,
        missProbability: 1,
      });
    });
  }

  it("is not complete when too few lookups were answered", async () => {
    const all = balancer(addresses(28));
    const found = await look(
      (question, index) => (index % 5 === 0 ? all(question, index) : "NXDOMAIN"),
      [],
      20,
    );
    assert.ok(found.addresses.length >= 8);
    assert.equal(found.complete, false);
  });

  it("asks the second server when the first is silent", async () => {
    const silent = await DnsServer.open();
    try {
      silent.names.set(NAME, () => "silence");
      server.names.set(NAME, balancer(addresses(2)));
      const ask = askServers([silent.address, server.address]);
      assert.deepEqual((await lookUp(ask, NAME, [], 50)).addresses, addresses(2));
    } finally {
      await silent.close();
    }
  });
});

describe("answersNeeded", () => {
  it("is one for a short answer and grows with the number of addresses", () => {
    const needed = [3, 8, 16, 32, 100].map((seen) => answersNeeded(seen, Math.min(seen, 8)));
    assert.deepEqual(needed, [1, 4, 11, 25, 84]);
  });
});
