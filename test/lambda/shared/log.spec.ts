import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const FILE = join(__dirname, "../../../lambda/shared/log.ts");

describe("log", () => {
  it("writes one line of JSON for a note, whatever is in it", () => {
    const program = `
      const { log } = require(${JSON.stringify(FILE)});
      log({ level: "warn", message: "two\\nlines", addresses: ["10.0.0.1"] });`;
    const args = ["--require", "tsx/cjs", "--eval", program];
    const lines = execFileSync(process.execPath, args, { encoding: "utf8" }).trimEnd().split("\n");
    assert.equal(lines.length, 1);
    const { timestamp, ...note } = JSON.parse(lines[0]!) as Record<string, unknown>;
    assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(note, { level: "WARN", message: "two\nlines", addresses: ["10.0.0.1"] });
  });
});
