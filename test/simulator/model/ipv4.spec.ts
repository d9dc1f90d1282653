import assert from "node:assert/strict";
import { block, overlaps, toAddress, toNumber } from "../../../simulator/model/ipv4";

describe("IPv4 blocks", () => {
  it("have a first and a last address", () => {
    const found = block("10.0.16.0/20");
    assert.deepEqual(found && [toAddress(found.first), toAddress(found.last), found.prefix], [
      "10.0.16.0",
      "10.0.31.255",
      20,
    ]);
    assert.equal(toAddress(block("0.0.0.0/0")?.last ?? 0), "255.255.255.255");
    assert.equal(block("203.0.113.7/32")?.first, toNumber("203.0.113.7"));
  });

  for (const wrong of [
    "",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.1/8",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "010.0.0.0/8",
    "::/0",
  ]) {
    it(`are not made of ${JSON.stringify(wrong)}`, () => assert.equal(block(wrong), undefined));
  }

  it("overlap when one lies inside the other, whichever comes first", () => {
    assert.ok(overlaps("10.0.0.0/16", "10.0.255.0/24"));
    assert.ok(overlaps("10.0.255.0/24", "10.0.0.0/16"));
    assert.ok(!overlaps("10.0.0.0/16", "10.1.0.0/16"));
  });
});
