import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../../commands/compare/command";
import type { Comparison } from "../../../commands/compare/compare";
import { EGRESS_MODES, FRONT_DOORS } from "../../../commands/compare/designs";
import { runWith } from "../cost/run-with";

const DOCS = join(__dirname, "../../../docs");

describe("npm run compare", () => {
  it("runs the program with every front door and every egress mode", async () => {
    const folder = mkdtempSync(join(tmpdir(), "compare-"));
    try {
      const [page, svg, all] = ["page.html", "chart.svg", "all.svg"].map((name) =>
        join(folder, name),
      );
      const options = ["--all", "--json", "--html", page!, "--svg", svg!, "--svg-all", all!];
      const { out, err } = await runWith(main, options);
      assert.equal(err, "");
      const { designs } = JSON.parse(out) as Comparison;
      assert.equal(designs.length, FRONT_DOORS.length * EGRESS_MODES.length);
      assert.deepEqual(
        designs.flatMap(({ unpriced }) => unpriced),
        [],
      );
      const { monthly, elasticIps } = designs.find(
        ({ frontDoor, egress }) => frontDoor === "haproxy" && egress === "nat perAz",
      )!;
      assert.deepEqual({ monthly, elasticIps }, { monthly: "320.399", elasticIps: 6 });
      assert.match(readFileSync(page!, "utf8"), /^<!doctype html>/);
      const charts = [svg, all].map((file) => readFileSync(file!, "utf8"));
      charts.forEach((chart) => assert.match(chart, /^<svg [^]*<\/svg>\n$/));
      const bars = charts.map((chart) => chart.split('class="design"').length - 1);
      assert.deepEqual(bars, [9, designs.length]);
      const sums = [...charts[0]!.matchAll(/>([\d.]+)<\/text><\/g>/g)].map(([, sum]) =>
        Number(sum),
      );
      assert.deepEqual(
        sums,
        [...sums].sort((one, other) => one - other),
      );
      for (const [name, chart] of [
        ["comparison.svg", charts[0]],
        ["comparison-all.svg", charts[1]],
      ] as const) {
        assert.ok(
          readFileSync(join(DOCS, name), "utf8") === chart,
          `docs/${name} is not up to date: see CONTRIBUTING.md`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has a row for each front door, with the egress of the stack, in a terminal's width", async () => {
    const { out, err } = await runWith(main, ["--stack", "nlb"]);
    assert.equal(err, "");
    const lines = out.split("\n");
    assert.match(lines[0]!, /^Front doors in us-east-1, egress nat perAz, for the same load$/);
    const rows = lines.slice(3, 3 + FRONT_DOORS.length);
    assert.deepEqual(
      rows.map((line) => line.split(/ {2,}/)[0]),
      FRONT_DOORS.map(({ title }) => title),
    );
    assert.equal(lines[3 + FRONT_DOORS.length], "");
    assert.deepEqual(
      lines.filter(({ length }) => length > 80),
      [],
    );
  });

  it("fails when there is no such stack", async () => {
    const { err, code } = await runWith(main, ["--stack", "nowhere"]);
    assert.match(err, /^error: stack "nowhere" has no /);
    assert.equal(code, 1);
  });
});
