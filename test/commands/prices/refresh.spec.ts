import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import * as v from "valibot";
import { type PriceBook, bookSchema, builtInBook, indexBook } from "../../../cost/price-book";
import { refreshFrom } from "../../../commands/prices/refresh";
import { type ListedProduct, asStream, priceList } from "../../cost/price-list";

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
    assert.ok(missing.includes("nat-gb"));
    assert.ok(!missing.includes("nat-hour") && !missing.includes("alb-hour"));
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

  describe("for a region that the book has no prices of", () => {
    const region = "eu-central-1";
    const listed = (usagetype: string, usd: string, operation = ""): ListedProduct => ({
      sku: `${usagetype}${operation}${usd}`.replaceAll(/\W/g, ""),
      usagetype,
      operation,
      regionCode: region,
      ranges: [["0", usd]],
    });
    const refreshed = (service: string, ...products: ListedProduct[]) =>
      refreshFrom(asStream(priceList(service, products)), builtInBook, [region]);
    const inRegion = (key: string, book: PriceBook) => indexBook(book)(key, region);

    it("adds what the book has of others, by usage types without the region's prefix", async () => {
      const { book, found } = await refreshed(
        "AmazonEC2",
        listed("EUC1-NatGateway-Hours", "0.052"),
        listed("EUC1-EBS:VolumeUsage.gp3", "0.0952"),
      );
      assert.deepEqual(found, [
        { key: "nat-hour", region, before: undefined, after: "0.052" },
        { key: "gp3-gb-month", region, before: undefined, after: "0.0952" },
      ]);
      assert.deepEqual(inRegion("nat-hour", book), {
        ...usd("nat-hour"),
        region,
        usd: "0.052",
        usageType: "EUC1-NatGateway-Hours",
        source: "AWS Price List, AmazonEC2, publication of 2026-11-01",
        asOf: "2026-11-01",
      });
      assert.deepEqual(v.parse(bookSchema, book), book);
    });

    it("has all instance types with Linux and shared tenancy in one table", async () => {
      const { book, instanceTypes } = await refreshed(
        "AmazonEC2",
        listed("EUC1-BoxUsage:r7g.8xlarge", "2.0496", "RunInstances"),
        listed("EUC1-BoxUsage:c7g.large", "0.0825", "RunInstances"),
        listed("EUC1-BoxUsage:c7g.large", "0.1745", "RunInstances:0002"),
        listed("EUC1-DedicatedUsage:c7g.large", "0.09", "RunInstances"),
        listed("EUC1-UnusedBox:c7g.large", "0.09", "RunInstances"),
      );
      assert.equal(instanceTypes, 2);
      assert.deepEqual(book.instances, [
        {
          region,
          source: "AWS Price List, AmazonEC2, publication of 2026-11-01",
          asOf: "2026-11-01",
          usd: { "c7g.large": "0.0825", "r7g.8xlarge": "2.0496" },
        },
      ]);
      assert.equal(inRegion("instance:r7g.8xlarge", book)?.usd, "2.0496");
    });

    it("replaces the table of a region, and leaves those of others", async () => {
      const old = { region, source: "old", asOf: "2026-01-01", usd: { "a1.large": "1" } };
      const other = { ...old, region: "us-west-2" };
      const list = priceList("AmazonEC2", [
        listed("EUC1-BoxUsage:c7g.large", "0.0825", "RunInstances"),
      ]);
      const { book } = await refreshFrom(
        asStream(list),
        { ...builtInBook, instances: [old, other] },
        [region],
      );
      assert.deepEqual(
        book.instances?.map((table) => [table.region, Object.keys(table.usd)]),
        [
          ["us-west-2", ["a1.large"]],
          [region, ["c7g.large"]],
        ],
      );
    });

    it("needs no price of what is the same everywhere, unless it is not the same there", async () => {
      const list = (usd: string) =>
        refreshed("AmazonVPC", listed("EUC1-PublicIPv4:InUseAddress", usd));
      const same = await list("0.0050000000");
      assert.deepEqual(same.book.prices, builtInBook.prices);
      assert.equal(same.found.length, 1);
      const dearer = inRegion("public-ipv4-hour", (await list("0.006")).book);
      assert.deepEqual(
        [dearer?.region, dearer?.usd, dearer?.everywhere],
        [region, "0.006", undefined],
      );
    });

    it("takes none of two prices, and says so", async () => {
      const { book, ambiguous } = await refreshed(
        "AmazonEC2",
        listed("EUC1-NatGateway-Hours", "0.052"),
        listed("EUC1-NatGateway-Hours", "0.053"),
      );
      assert.deepEqual(ambiguous, ["nat-hour"]);
      assert.equal(inRegion("nat-hour", book), undefined);
    });

    it("takes nothing of other regions", async () => {
      const local = { ...listed("LAX1-NatGateway-Hours", "0.06"), regionCode: "us-west-2-lax-1a" };
      assert.deepEqual((await refreshed("AmazonEC2", local)).found, []);
    });
  });

  it("fails when the text ends early", async () => {
    const whole = [...priceList("AmazonEC2", [NAT])].join("");
    for (const end of [whole.indexOf('"terms"'), whole.indexOf('"Reserved"') - 40, 200]) {
      await assert.rejects(
        refreshFrom(Readable.from([whole.slice(0, end)], { objectMode: false }), builtInBook),
        `${end}`,
      );
    }
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
      // Coverage data would use some of the memory.
      {
        encoding: "utf8",
        timeout: 500_000,
        env: { ...process.env, NODE_V8_COVERAGE: "" },
      },
    );
    assert.equal(child.status, 0, child.stderr);
    const { after, megabytes } = JSON.parse(child.stdout) as { after: string; megabytes: number };
    assert.equal(after, "0.05");
    assert.ok(megabytes > 48, `the file had ${megabytes} MB only`);
  });
});
