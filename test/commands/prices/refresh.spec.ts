import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { builtInBook, indexBook } from "../../../cost/price-book";
import { refreshFrom } from "../../../commands/prices/refresh";
import { asStream, priceList } from "../../cost/price-list";

const NAT = { sku: "NAT", usagetype: "NatGateway-Hours", ranges: [["0", "0.0500000000"]] } as const;

describe("refreshFrom", () => {
  const usd = (key: string, book = builtInBook) => indexBook(book)(key, "us-east-1");

  it("takes prices of the file's service by usage type, with their day and source", async () => {
    const { book, found } = await refreshFrom(asStream(priceList("AmazonEC2", [NAT])), builtInBook);
    assert.deepEqual(found, [
      { key: "nat-hour", region: "us-east-1", before: "0.045", after: "0.05" },
    ]);
    assert.deepEqual(usd("nat-hour", book), {
      ...usd("nat-hour"),
      usd: "0.05",
      source: "AWS Price List, AmazonEC2, publication of 2026-11-01",
      asOf: "2026-11-01",
    });
    assert.deepEqual(usd("nat-gb", book), usd("nat-gb"));
  });

  it("tells products of one usage type apart by operation", async () => {
    const list = priceList("AWSELB", [
      {
        sku: "A",
        usagetype: "LCUUsage",
        operation: "LoadBalancing:Application",
        ranges: [["0", "0.009"]],
      },
      {
        sku: "N",
        usagetype: "LCUUsage",
        operation: "LoadBalancing:Network",
        ranges: [["0", "0.007"]],
      },
      {
        sku: "G",
        usagetype: "LCUUsage",
        operation: "LoadBalancing:Gateway",
        ranges: [["0", "0.004"]],
      },
    ]);
    const { book } = await refreshFrom(asStream(list), builtInBook);
    assert.equal(usd("alb-lcu", book)?.usd, "0.009");
    assert.equal(usd("nlb-lcu", book)?.usd, "0.007");
  });

  it("takes the first range that is not free, and a million where the book counts so", async () => {
    const list = priceList("AWSLambda", [
      {
        sku: "R",
        usagetype: "Request",
        ranges: [
          ["9000000", "0.0000001"],
          ["1000000", "0.0000003000"],
          ["0", "0.0000000000"],
        ],
      },
    ]);
    const { book } = await refreshFrom(asStream(list), builtInBook);
    assert.equal(usd("lambda-requests", book)?.usd, "0.3");
  });

  it("names the prices that the file lacks", async () => {
    const { missing } = await refreshFrom(asStream(priceList("AmazonEC2", [NAT])), builtInBook);
    assert.ok(missing.some(({ key }) => key === "nat-gb"));
    assert.ok(missing.every(({ key, service }) => service === "AmazonEC2" && key !== "x"));
  });

  it("no longer marks a price as unverified", async () => {
    const list = priceList("AmazonEC2", [
      {
        sku: "C",
        usagetype: "BoxUsage:c7gn.large",
        operation: "RunInstances",
        ranges: [["0", "0.125"]],
      },
    ]);
    const { book } = await refreshFrom(asStream(list), builtInBook);
    assert.equal(usd("instance:c7gn.large")?.unverified, true);
    assert.equal(usd("instance:c7gn.large", book)?.unverified, undefined);
  });

  it("fails when the text is no price list", async () => {
    await assert.rejects(
      refreshFrom(Readable.from(['{"products":{"A":{"sku":"A"}}}']), builtInBook),
      {
        message: /has no offerCode before its products/,
      },
    );
    await assert.rejects(refreshFrom(Readable.from(["<html>"]), builtInBook));
  });

  it("reads a file that is larger than its memory", () => {
    const child = spawnSync(
      process.execPath,
      [
        "--max-old-space-size=48",
        "--import",
        "tsx",
        join(__dirname, "../../cost/refresh-large.ts"),
      ],
      // What is measured for the coverage would take some of the memory.
      {
        encoding: "utf8",
        timeout: 80_000,
        env: { ...process.env, NODE_V8_COVERAGE: "" },
      },
    );
    assert.equal(child.status, 0, child.stderr);
    const { after, megabytes } = JSON.parse(child.stdout) as { after: string; megabytes: number };
    assert.equal(after, "0.05");
    assert.ok(megabytes > 48, `the file had ${megabytes} MB only`);
  });
});
