import assert from "node:assert/strict";
import { load } from "js-yaml";
import { sections } from "../../components/config/sections";
import { validateShape } from "../../components/settings/validate-shape";
import { PAGES, read } from "./pages";

/** The configuration samples of a page. */
function samplesOf(page: string): Record<string, unknown>[] {
  const blocks = [...read(page).matchAll(/^ *```yaml\n([^]*?)^ *```$/gm)].map(([, text]) => text!);
  return blocks
    .filter((text) => /^holdfast:/m.test(text))
    .map((text) => load(text) as Record<string, unknown>);
}

describe("configuration that the documents show", () => {
  const samples = PAGES.flatMap((page) => samplesOf(page).map((sample) => ({ page, sample })));

  it("has settings that there are, with values that they take", () => {
    assert.ok(samples.length >= 10);
    const problems = samples.flatMap(({ page, sample }) =>
      Object.entries(sample).flatMap(([key, value]) => {
        const name = key.replace(/^holdfast:/, "");
        if (!(name in sections)) return [`${page}: ${key} is no section`];
        const wrong = validateShape(sections[name as keyof typeof sections], value, name);
        // A sample shows its page's subject, and omits the other required settings.
        return wrong
          .filter(({ problem }) => problem !== "is missing")
          .map(({ path, problem }) => `${page}: ${path} ${problem}`);
      }),
    );
    assert.deepEqual(problems, []);
  });
});
