import assert from "node:assert/strict";
import { implausible } from "../../../lambda/follow-addresses/plausible";

describe("implausible", () => {
  it("accepts addresses of load balancers, other ones than before too", () => {
    assert.equal(
      implausible(["10.0.0.1", "172.31.0.1", "192.168.0.1", "100.64.0.1"], []),
      undefined,
    );
    assert.equal(implausible(["10.0.0.1"], ["10.9.0.1", "10.9.0.2"]), undefined);
    assert.equal(implausible(["198.51.100.1"], []), undefined);
    assert.equal(implausible(["198.51.100.1"], ["203.0.113.1"]), undefined);
  });

  for (const address of [
    "0.0.0.0",
    "127.0.0.53",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
  ]) {
    it(`fails when one of them is ${address}`, () => {
      assert.equal(
        implausible(["10.0.0.1", address], ["10.0.0.1"]),
        `no load balancer has the address ${address}`,
      );
    });
  }

  it("fails when one of them is no IPv4 address", () => {
    assert.match(implausible(["fd00::1"], []) ?? "", /fd00::1/);
  });

  it("fails when some are public and known ones or others are private", () => {
    const expected = "198.51.100.1 would be public beside private ones";
    assert.equal(implausible(["198.51.100.1"], ["10.0.0.1"]), expected);
    assert.equal(implausible(["198.51.100.1", "10.0.0.1"], []), expected);
  });
});
