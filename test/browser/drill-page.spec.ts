import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { renderDrillPage } from "../../commands/drill/report/page";
import { drilled } from "../commands/drill/report/drilled";
import { type Watched, openBrowser, watch } from "./browser";

describe("page of npm run drill", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-page-"));
  const file = join(folder, "drill.html");
  const url = pathToFileURL(file).href;
  let browser: Browser | undefined;
  let wide: Watched;

  before(async () => {
    browser = await openBrowser();
    const circumstances = { stack: "dev", ratePerSecond: 10, speed: 1, replaceSeconds: 90 };
    writeFileSync(
      file,
      renderDrillPage([drilled(), drilled()], { ...circumstances, date: "2026-11-21" }),
    );
    wide = await watch(browser, url);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it("asks for nothing but its file, and complains about nothing", () => {
    assert.deepEqual(wide.requests, [url]);
    assert.deepEqual(wide.messages, []);
  });

  it("draws the failed requests as high as they are many, on top of the others", async () => {
    const [width, slices] = await wide.page
      .locator("svg")
      .first()
      .evaluate(
        (svg) =>
          [
            svg.getBoundingClientRect().width,
            [...svg.querySelectorAll(".slice")].map((slice) =>
              [...slice.querySelectorAll("rect")].map((rect) => {
                const { top, height } = rect.getBoundingClientRect();
                return { top, height, fill: rect.getAttribute("fill") };
              }),
            ),
          ] as const,
      );
    assert.ok(width > 800);
    assert.equal(slices.length, 20);
    const [good, bad] = slices[6]!;
    assert.equal(bad!.fill, "#d55e00");
    assert.ok(Math.abs(good!.height - bad!.height) < 1, JSON.stringify(slices[6]));
    assert.ok(Math.abs(bad!.top + bad!.height - good!.top) < 1, JSON.stringify(slices[6]));
    assert.equal(slices[0]!.length, 1);
  });

  it("has the labels of faults and restorations inside the picture, not on top of each other", async () => {
    const svg = wide.page.locator("svg").first();
    const box = (await svg.boundingBox())!;
    const labels = await svg
      .locator(".fault text, .restore text")
      .evaluateAll((all) =>
        all
          .map((one) => one.getBoundingClientRect())
          .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
      );
    assert.equal(labels.length, 2);
    for (const { left, right } of labels) {
      assert.ok(left >= box.x && right <= box.x + box.width, JSON.stringify(labels));
    }
    assert.ok(labels[0]!.bottom <= labels[1]!.top + 1, JSON.stringify(labels));
  });

  it("has every outcome and everything that happened in its tables", async () => {
    const tables = wide.page.locator("table");
    assert.equal(await tables.count(), 3);
    const cells = await tables.first().locator("tbody tr").first().locator("td").allInnerTexts();
    assert.deepEqual(cells.slice(0, 4), ["haproxy", "a node is gone", "200", "25"]);
    const happened = await tables.nth(1).locator("tbody tr").allInnerTexts();
    assert.deepEqual(happened[0]!.split("\t"), ["5.0", "fault", "a1 <gone>"]);
  });

  it("can be read on a telephone", async () => {
    const { page } = await watch(browser!, url, { width: 375 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
  });
});
