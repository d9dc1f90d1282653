import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder, writeText } from "../commands/local/fakes";
import { CompactCoverage } from "./compact-coverage";

/** Coverage of processes below a folder, and how to write and read it. */
function open(folder: (path: string) => string) {
  const coverage = new CompactCoverage(folder("."), folder("."));
  const read = (name: string) =>
    JSON.parse(readFileSync(join(coverage.measured, name), "utf8")) as {
      readonly result: readonly { readonly url: string }[];
      readonly "source-map-cache": object;
    };
  return {
    coverage,
    urlOf: (path: string) => pathToFileURL(folder(path)).href,
    write: (name: string, urls: readonly string[], lineLength = 1) => {
      const result = urls.map((url) => ({ url, functions: [] }));
      const maps = Object.fromEntries(urls.map((url) => [url, { lineLengths: [lineLength] }]));
      const text = JSON.stringify({ result, "source-map-cache": maps });
      writeText(join(coverage.raw, name), text);
    },
    urls: (name: string) => read(name).result.map(({ url }) => url),
    maps: () => read("source-maps.json")["source-map-cache"],
  };
}

describe("compact coverage", () => {
  const folder = temporaryFolder();

  it("keeps the project's own files, each source map once, and drops what is incomplete", () => {
    const { coverage, write, urls, maps, urlOf } = open(folder);
    const [own, other, outside] = [
      urlOf("stack/a.ts"),
      urlOf("node_modules/b/b.js"),
      urlOf("../c.js"),
    ] as const;
    write("one.json", [other, own, outside]);
    write("two.json", [own]);
    write("three.json", [other]);
    writeText(join(coverage.raw, "killed.json"), '{"result":[');
    coverage.end();

    assert.deepEqual(readdirSync(coverage.measured).sort(), [
      "one.json",
      "source-maps.json",
      "two.json",
    ]);
    for (const name of ["one.json", "two.json"]) assert.deepEqual(urls(name), [own]);
    assert.deepEqual(Object.keys(maps()), [own]);
    assert.equal(existsSync(coverage.raw), false);
  });

  it("keeps what most processes have, where they have compiled a file differently", () => {
    const { coverage, write, urls, maps, urlOf } = open(folder);
    const [one, other] = [urlOf("stack/a.ts"), urlOf("stack/b.ts")];
    write("strict.json", [one, other], 14);
    for (const name of ["first.json", "second.json"]) write(name, [one]);
    coverage.end();

    assert.deepEqual(urls("strict.json"), [other]);
    assert.deepEqual([urls("first.json"), urls("second.json")], [[one], [one]]);
    assert.deepEqual(maps(), { [one]: { lineLengths: [1] }, [other]: { lineLengths: [14] } });
  });
});
