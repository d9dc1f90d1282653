import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { PAGES, ROOT, anchorsOf, proseOf, read } from "./pages";

interface Link {
  readonly page: string;
  /** Path in the project. */
  readonly file: string;
  readonly anchor: string | undefined;
}

/** The links of a page to files of the project. */
function linksOf(page: string): Link[] {
  const targets = [...proseOf(page).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target!);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path, anchor] = target.split("#");
      return { page, file: path ? normalize(join(dirname(page), path)) : page, anchor };
    });
}

describe("documents", () => {
  const links = PAGES.flatMap(linksOf);
  const told = ({ page, file, anchor }: Link) => `${page}: ${file}${anchor ? `#${anchor}` : ""}`;

  it("link to what exists", () => {
    assert.ok(links.length > 100);
    const broken = links.filter(({ file }) => !existsSync(join(ROOT, file)));
    assert.deepEqual(broken.map(told), []);
  });

  it("link to headings that exist", () => {
    const anchored = links.filter(({ anchor }) => anchor !== undefined);
    assert.ok(anchored.length > 20);
    const broken = anchored.filter(
      ({ file, anchor }) => !(PAGES.includes(file) && anchorsOf(file).includes(anchor!)),
    );
    assert.deepEqual(broken.map(told), []);
  });

  it("have something to say under each heading", () => {
    const empty = PAGES.flatMap((page) => {
      const text = read(page).replaceAll(/^ *```[^]*?^ *```$/gm, "code");
      const pairs = text.matchAll(/^(#+) (.*)\n\s*(?=(#+) )/gm);
      return [...pairs]
        .filter(([, level, , next]) => next!.length <= level!.length)
        .map(([, , heading]) => `${page}: ${heading}`);
    });
    assert.deepEqual(empty, []);
  });

  it("are all reached from the README", () => {
    const reached = new Set(["README.md"]);
    for (const page of reached) {
      for (const link of links.filter((link) => link.page === page)) {
        if (PAGES.includes(link.file)) reached.add(link.file);
      }
    }
    assert.deepEqual(
      PAGES.filter((page) => !reached.has(page)),
      [],
    );
  });
});
