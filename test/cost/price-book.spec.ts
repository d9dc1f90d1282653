import assert from "node:assert/strict";
import { builtInBook, indexBook } from "../../cost/price-book";

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

  it("finds a price of a region before one for everywhere", () => {
    const [price] = builtInBook.prices;
    const everywhere = { ...price!, region: "global", usd: "1" };
    const find = indexBook({ currency: "USD", prices: [price!, everywhere] });
    assert.equal(find(price!.key, "us-east-1"), price);
    assert.equal(find(price!.key, "eu-west-1"), everywhere);
    assert.equal(find("other", "us-east-1"), undefined);
  });
});
