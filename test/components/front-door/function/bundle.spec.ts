import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LAMBDA_NAMES, bundleLambda } from "../../../../components/front-door/function/bundle";

describe("bundleLambda", () => {
  for (const name of LAMBDA_NAMES) {
    it(`gives one module that can be imported anywhere and exports a handler: ${name}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "holdfast-bundle-"));
      try {
        const file = join(folder, "index.mjs");
        writeFileSync(file, bundleLambda(name));
        const module = (await import(pathToFileURL(file).href)) as { handler?: unknown };
        assert.equal(typeof module.handler, "function");
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it(`is smaller than 1 MB and says nothing of where it was made: ${name}`, () => {
      const text = bundleLambda(name);
      assert.ok(Buffer.byteLength(text) < 1_000_000);
      assert.ok(!text.includes(process.cwd()));
    });
  }
});
