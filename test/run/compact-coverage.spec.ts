import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder, writeText } from "../commands/local/fakes";
import { CompactCoverage } from "./compact-coverage";

describe("compact coverage", () => {
  const folder = temporaryFolder();

  it("keeps the project's own files, each source map once, and drops what is incomplete", () => {
    const urlOf = (path: string): string => pathToFileURL(folder(path)).href;
    const [own, other, outside] = [
      urlOf("stack/a.ts"),
      urlOf("node_modules/b/b.js"),
      urlOf("../c.js"),
    ] as const;
    const coverage = new CompactCoverage(folder("."), folder("."));
    const write = (name: string, urls: readonly string[]): void => {
      const result = urls.map((url) => ({ url, functions: [] }));
      const maps = Object.fromEntries(urls.map((url) => [url, { lineLengths: [1] }]));
      const text = JSON.stringify({ result, "source-map-cache": maps });
      writeText(join(coverage.raw, name), text);
    };
    write("one.json", [other, own, outside]);
    write("two.json", [own]);
    write("three.json", [other]);
    writeText(join(coverage.raw, "killed.json"), '{"result":[');
    coverage.end();

    assert.deepEqual(readdirSync(coverage.measured).sort(), ["one.json", "two.json"]);
    const kept = ["one.json", "two.json"].map(
      (name) =>
        JSON.parse(readFileSync(join(coverage.measured, name), "utf8")) as Record<string, unknown>,
    );
    for (const { result } of kept) assert.deepEqual(result, [{ url: own, functions: [] }]);
    const maps = kept.flatMap((one) => Object.keys(one["source-map-cache"] as object));
    assert.deepEqual(maps, [own]);
    assert.equal(existsSync(coverage.raw), false);
  });
});
