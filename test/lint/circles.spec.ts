import assert from "node:assert/strict";
import { join } from "node:path";
import { filesInCircles, importsByFile } from "../support/imports";

const FOLDERS = [
  ...["bench", "commands", "components", "cost", "lambda"],
  ...["policy", "provider", "simulator", "stack"],
];

describe("files that import each other in a circle", () => {
  for (const folder of FOLDERS) {
    it(`are not in ${folder}, not even by types`, () => {
      const imports = importsByFile(join(__dirname, "../..", folder));
      assert.ok(imports.size > 0);
      assert.deepEqual(filesInCircles(imports), []);
    });
  }

  it("are found, with those that import them", () => {
    const imports = new Map([
      ["one.ts", ["other.ts"]],
      ["other.ts", ["one.ts"]],
      ["user.ts", ["one.ts"]],
      ["alone.ts", []],
    ]);
    assert.deepEqual(filesInCircles(imports), ["one.ts", "other.ts", "user.ts"]);
  });
});
