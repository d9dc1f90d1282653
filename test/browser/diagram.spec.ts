import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Locator } from "playwright-core";
import { renderSvg } from "../../commands/diagram/render-svg";
import { smallPicture } from "../commands/diagram/picture";
import { openBrowser, watch } from "./browser";

const FOLDER = join(__dirname, "../../docs/diagrams");
const pictures = readdirSync(FOLDER).filter((file) => file.endsWith(".svg"));
/** With addresses that AWS gave, and shares of the traffic. */
const DEPLOYED = "deployed.svg";

type Box = Pick<DOMRect, "left" | "right" | "top" | "bottom">;

/** Where elements are on the page, with their text. */
const rectsOf = (elements: Locator) =>
  elements.evaluateAll((all) =>
    all.map((one) => ({
      text: one.textContent,
      rect: one.getBoundingClientRect().toJSON() as Box,
    })),
  );

describe("pictures of npm run diagram", () => {
  let browser: Browser | undefined;
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-picture-"));
    writeFileSync(join(folder, DEPLOYED), await renderSvg(smallPicture));
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  for (const picture of [...pictures, DEPLOYED]) {
    it(`keep every text of ${picture} in its box, and apart from others`, async () => {
      const file = join(picture === DEPLOYED ? folder : FOLDER, picture);
      const { page, messages } = await watch(browser!, pathToFileURL(file).href);
      const texts = await rectsOf(page.locator("text"));
      const inBoxes = await page.locator(".node text").evaluateAll((all) =>
        all.map((text) => {
          const box = text
            .parentElement!.querySelector("rect")!
            .getBoundingClientRect()
            .toJSON() as Box;
          return {
            box,
            text: text.textContent,
            rect: text.getBoundingClientRect().toJSON() as Box,
          };
        }),
      );
      const [svg] = await rectsOf(page.locator("svg"));
      assert.deepEqual(messages, []);
      assert.ok(texts.length > 10 && inBoxes.length > 4);
      const all = texts.map(({ text, rect }) => ({ text, rect, box: svg!.rect }));
      const leaving = [...inBoxes, ...all].filter(
        ({ box, rect }) =>
          rect.left < box.left ||
          rect.right > box.right ||
          rect.top < box.top ||
          rect.bottom > box.bottom,
      );
      assert.deepEqual(
        leaving.map(({ text }) => text),
        [],
      );
      // Lines of text stand so close that the boxes of their letters touch.
      const overlapping = texts.flatMap((one, index) =>
        texts
          .slice(index + 1)
          .filter(
            ({ rect }) =>
              one.rect.left < rect.right &&
              rect.left < one.rect.right &&
              one.rect.top < rect.bottom - 3 &&
              rect.top < one.rect.bottom - 3,
          )
          .map((other) => `${one.text} / ${other.text}`),
      );
      assert.deepEqual(overlapping, []);
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    it(`have a ${colorScheme} ground on a ${colorScheme} page`, async () => {
      const { page } = await watch(browser!, pathToFileURL(join(FOLDER, pictures[0]!)).href, {
        colorScheme,
      });
      const fills = await page.evaluate(() =>
        [".paper", ".title"].map(
          (selector) => getComputedStyle(document.querySelector(selector)!).fill,
        ),
      );
      const [paper, ink] = fills.map((fill) => Number(/\d+/.exec(fill)![0]));
      assert.equal(paper! > 127, colorScheme === "light");
      assert.equal(ink! < 127, colorScheme === "light");
    });
  }
});
