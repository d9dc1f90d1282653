import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { temporaryFolder } from "../commands/local/fakes";
import { quietly } from "./quietly";

describe("a command that is run quietly", () => {
  const folder = temporaryFolder();

  it("prints what comes without a pause in few pieces", async () => {
    const reports: string[] = [];
    const lines = Array.from({ length: 200 }, (_, index) => `echo line ${index}`).join("; ");
    const script = `${lines}; echo error >&2`;
    await quietly("/bin/sh", ["-c", script], {}, (text) => reports.push(text));
    assert.ok(reports.length < 20, `${reports.length} pieces`);
    assert.match(reports.join(""), /^line 0\n[^]*line 199\n/);
    assert.match(reports.join(""), /^error$/m);
  });

  it("prints while it runs, and answers its exit code", async () => {
    let printed = "";
    const seen = folder("seen");
    const script = `echo one; until [ -e ${seen} ]; do sleep 0.01; done; echo two; exit 3`;
    const { code } = await quietly("/bin/sh", ["-c", script], {}, (text) => {
      printed += text;
      writeFileSync(seen, "");
    });
    assert.deepEqual([printed, code], ["one\ntwo\n", 3]);
  });
});
