import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleFollower } from "../../../../../components/front-door/nlb/follower/bundle-follower";

describe("bundleFollower", () => {
  it("gives one module that can be imported anywhere and exports a handler", async () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-bundle-"));
    try {
      const file = join(folder, "index.mjs");
      writeFileSync(file, bundleFollower());
      const module = (await import(pathToFileURL(file).href)) as { handler?: unknown };
      assert.equal(typeof module.handler, "function");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is smaller than 1 MB and says nothing of where it was made", () => {
    const text = bundleFollower();
    assert.ok(Buffer.byteLength(text) < 1_000_000);
    assert.ok(!text.includes(process.cwd()));
  });
});
