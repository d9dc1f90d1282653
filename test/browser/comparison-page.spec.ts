import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { main } from "../../commands/compare/command";
import type { Comparison } from "../../commands/compare/compare";
import { runWith } from "../commands/cost/run-with";
import { type Watched, openBrowser, watch } from "./browser";

/** A phone in portrait orientation. */
const NARROW = 375;
/** Smaller text is hard to read. */
const SMALLEST_PX = 11;
/** Least contrast of text by WCAG 2.2, level AA. */
const CONTRAST = 4.5;

/** Fills of two elements, as the browser computes them, by their contrast. */
const contrast = (page: Page, [front, frontColor]: string[], [back, backColor]: string[]) =>
  page.evaluate(
    (elements) => {
      const [one, other] = elements.map(([selector, property]) => {
        const style = getComputedStyle(document.querySelector(selector!)!);
        const [red, green, blue] = style
          .getPropertyValue(property!)
          .match(/\d+/g)!
          .map((value) => Number(value) / 255)
          .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
      });
      return (Math.max(one!, other!) + 0.05) / (Math.min(one!, other!) + 0.05);
    },
    [
      [front, frontColor],
      [back, backColor],
    ],
  );

describe("page of npm run compare", () => {
  let browser: Browser | undefined;
  let folder = "";
  let url = "";
  let comparison: Comparison;
  let wide: Watched;

  before(async () => {
    browser = await openBrowser();
    folder = mkdtempSync(join(tmpdir(), "holdfast-page-"));
    const file = join(folder, "page.html");
    const { out, err } = await runWith(main, ["--json", "--html", file]);
    assert.equal(err, "");
    comparison = JSON.parse(out) as Comparison;
    url = pathToFileURL(file).href;
    wide = await watch(browser, url);
  });
  after(async () => {
    await browser?.close();
    if (folder !== "") rmSync(folder, { recursive: true });
  });

  it("asks for nothing but its file, and complains about nothing", () => {
    assert.deepEqual(wide.requests, [url]);
    assert.deepEqual(wide.messages, []);
  });

  it("draws a bar for each design, as wide as it costs", async () => {
    const bars = await wide.page.locator("svg .design").evaluateAll((designs) =>
      designs.map((design) => {
        const boxes = [...design.querySelectorAll("rect")].map((one) =>
          one.getBoundingClientRect(),
        );
        const ends = boxes.flatMap(({ left, right }) => [left, right]);
        return {
          label: design.querySelector("text")!.textContent,
          pieces: boxes.filter(({ width, height }) => width > 0 && height > 0).length,
          width: Math.max(...ends) - Math.min(...ends),
        };
      }),
    );
    const { designs } = comparison;
    assert.deepEqual(
      bars.map(({ label }) => label),
      designs.map(({ frontDoor, egress }) => `${frontDoor}, ${egress}`),
    );
    const costs = designs.map(({ monthly }) => Number(monthly));
    const [widest, dearest] = [Math.max(...bars.map(({ width }) => width)), Math.max(...costs)];
    for (const [index, { label, width, pieces }] of bars.entries()) {
      const due = (widest * costs[index]!) / dearest;
      assert.ok(Math.abs(width - due) < 1.5, `${label} is ${width} px wide, not ${due}`);
      // What is below a tenth of a pixel is in the table only.
      const parts = designs[index]!.parts.filter(
        ({ total }) => (widest * Number(total)) / dearest > 0.1,
      );
      assert.equal(pieces, parts.length, `${label} has a piece for each part`);
    }
  });

  it("shows the chart, without bars on top of each other", async () => {
    const box = (await wide.page.locator("svg").boundingBox())!;
    const texts = await wide.page
      .locator("svg text")
      .evaluateAll((all) => all.map((text) => text.getBoundingClientRect()))
      .then((boxes) => boxes.map(({ left, right }) => [left, right] as const));
    assert.ok(Math.min(...texts.map(([left]) => left)) >= box.x, "a label is cut off");
    assert.ok(
      Math.max(...texts.map(([, right]) => right)) <= box.x + box.width,
      "a sum is cut off",
    );
    assert.ok(box.width > 800 && box.height > 200, JSON.stringify(box));
    const tops = await wide.page
      .locator("svg .design")
      .evaluateAll((designs) => designs.map((design) => design.getBoundingClientRect()))
      .then((boxes) => boxes.map(({ top, bottom }) => [top, bottom] as const));
    tops.slice(1).forEach(([top], index) => {
      assert.ok(top >= tops[index]![1], `row ${index + 1} begins above the end of the one before`);
    });
  });

  it("has every design in its table", async () => {
    const rows = wide.page.locator("table").first().locator("tbody tr");
    const cells = await rows.evaluateAll((lines) =>
      lines.map((line) => [...line.querySelectorAll("td")].map((cell) => cell.innerText)),
    );
    assert.deepEqual(
      cells.map(([frontDoor, egress, , monthly]) => [frontDoor, egress, monthly]),
      comparison.designs.map(({ frontDoor, egress, monthly }) => [
        ...[frontDoor, egress, (Math.round(Number(monthly) * 100) / 100).toFixed(2)],
      ]),
    );
    assert.ok(await rows.last().isVisible());
  });

  it("can be read on a telephone", async () => {
    const { page } = await watch(browser!, url, { width: NARROW });
    const widths = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      paragraphs: [...document.querySelectorAll("h1, h2, p")].map(
        (one) => one.getBoundingClientRect().right,
      ),
    }));
    assert.equal(widths.page, NARROW);
    assert.ok(Math.max(...widths.paragraphs) <= NARROW, JSON.stringify(widths));
    const sizes = await page.locator("svg text, td, th, p").evaluateAll((texts) =>
      texts.map((one) => {
        const scale = one instanceof SVGGraphicsElement ? one.getScreenCTM()!.a : 1;
        return parseFloat(getComputedStyle(one).fontSize) * scale;
      }),
    );
    assert.ok(Math.min(...sizes) >= SMALLEST_PX, `the smallest text has ${Math.min(...sizes)} px`);
    // Content wider than the phone can be scrolled to its end.
    for (const box of await page.locator(".wide").all()) {
      const end = await box.evaluate((one) => {
        one.scrollLeft = one.scrollWidth;
        return one.lastElementChild!.getBoundingClientRect().right;
      });
      assert.ok(end <= NARROW, `a box ends at ${end} px`);
    }
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has legible text in a ${colorScheme} scheme`, async () => {
      const { page } = await watch(browser!, url, { colorScheme });
      const page_ = await contrast(page, ["body", "color"], ["body", "background-color"]);
      const chart = await contrast(page, ["svg .ink text", "fill"], ["svg .paper", "fill"]);
      assert.ok(page_ >= CONTRAST && chart >= CONTRAST, `contrasts ${page_} and ${chart}`);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = paper
        .match(/\d+/g)!
        .map(Number)
        .every((value) => value > 127);
      assert.equal(light, colorScheme === "light", paper);
    });
  }
});
