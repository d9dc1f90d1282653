import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../../commands/compare/command";
import type { Comparison } from "../../../commands/compare/compare";
import { EGRESS_MODES, FRONT_DOORS } from "../../../commands/compare/designs";
import { runWith } from "../cost/run-with";

describe("npm run compare", () => {
  it("runs the program with every front door and every way out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "compare-"));
    try {
      const files = ["page.html", "chart.svg"].map((name) => join(folder, name));
      const { out, err } = await runWith(main, ["--json", "--html", files[0]!, "--svg", files[1]!]);
      assert.equal(err, "");
      const { designs } = JSON.parse(out) as Comparison;
      assert.equal(designs.length, FRONT_DOORS.length * EGRESS_MODES.length);
      assert.deepEqual(
        designs.flatMap(({ unpriced }) => unpriced),
        [],
      );
      const { monthly, elasticIps } = designs.find(
        ({ door, egress }) => door === "haproxy" && egress === "nat perAz",
      )!;
      assert.deepEqual({ monthly, elasticIps }, { monthly: "450.631", elasticIps: 6 });
      assert.match(readFileSync(files[0]!, "utf8"), /^<!doctype html>/);
      assert.match(readFileSync(files[1]!, "utf8"), /^<svg [^]*<\/svg>\n$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("fails when there is no such stack", async () => {
    const { err, code } = await runWith(main, ["--stack", "nowhere"]);
    assert.match(err, /^error: stack "nowhere" has no /);
    assert.equal(code, 1);
  });
});
