import assert from "node:assert/strict";
import { EVERYWHERE, builtInBook, indexBook } from "../../cost/price-book";

describe("price book", () => {
  it("has every price once", () => {
    const keys = builtInBook.prices.map(({ key, region }) => `${key} ${region}`);
    assert.deepEqual(keys, [...new Set(keys)]);
  });

  it("has no price from the future", () => {
    const today = new Date().toISOString().slice(0, 10);
    assert.deepEqual(
      builtInBook.prices.filter(({ asOf }) => asOf > today),
      [],
    );
  });

  it("marks what has no source", () => {
    const unverified = builtInBook.prices.filter((price) => price.unverified);
    assert.deepEqual(
      unverified.map(({ key, region }) => `${key} ${region}`),
      [
        "nlb-hour eu-west-1",
        "nlb-lcu eu-west-1",
        "instance:c7gn.medium us-east-1",
        "instance:c7gn.large us-east-1",
      ],
    );
  });

  it("says of each price that is the same everywhere who says so, and of no other", () => {
    for (const { key, region, everywhere } of builtInBook.prices) {
      assert.equal(everywhere !== undefined, region === EVERYWHERE, `${key} ${region}`);
      if (everywhere !== undefined) assert.match(everywhere, /https:\/\/aws\.amazon\.com\//);
    }
  });

  it("finds instance types in the table of their region", () => {
    const table = { source: "a list", asOf: "2026-11-01", usd: { "c7g.4xlarge": "0.58" } };
    const find = indexBook({
      currency: "USD",
      prices: [],
      instances: [{ region: "us-east-2", ...table }],
    });
    const price = find("instance:c7g.4xlarge", "us-east-2");
    assert.deepEqual([price?.usd, price?.unit, price?.asOf], ["0.58", "hour", "2026-11-01"]);
    assert.equal(find("instance:c7g.4xlarge", "us-east-2"), price);
    assert.equal(find("instance:c7g.4xlarge", "us-east-1"), undefined);
    assert.equal(find("instance:c7g.8xlarge", "us-east-2"), undefined);
  });

  it("finds a price of a region before one for everywhere", () => {
    const [price] = builtInBook.prices;
    const everywhere = { ...price!, region: "global", usd: "1" };
    const find = indexBook({ currency: "USD", prices: [price!, everywhere] });
    assert.equal(find(price!.key, "us-east-1"), price);
    assert.equal(find(price!.key, "eu-west-1"), everywhere);
    assert.equal(find("other", "us-east-1"), undefined);
  });
});
