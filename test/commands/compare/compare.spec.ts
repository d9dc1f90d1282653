import assert from "node:assert/strict";
import { type Comparison, compare } from "../../../commands/compare/compare";
import { onePerFrontDoor, renderChart } from "../../../commands/compare/chart";
import { renderComparisonPage } from "../../../commands/compare/comparison-page";
import { EGRESS_MODES, FRONT_DOORS, planDesigns } from "../../../commands/compare/designs";
import { renderComparison } from "../../../commands/compare/render-comparison";
import { EIP, NAT, resource } from "../../cost/resources";

const today = new Date("2026-11-21T00:00:00Z");
const designs = planDesigns(
  [{ title: "a <b>", sections: {}, addresses: "some", failoverCall: "no", zoneLoss: "one" }],
  EGRESS_MODES.slice(0, 2),
);
const usage = { natGb: 100, egressGb: 0 };
const compared = (): Comparison =>
  compare(
    [
      [designs[0]!, [resource(NAT, "a"), resource(NAT, "b"), resource(EIP, "a")]],
      [designs[1]!, [resource(NAT, "a"), resource("aws:x/y:Z", "z"), resource("acme:a:B", "c")]],
    ],
    { region: "us-east-1", usage, today },
  );

describe("compare", () => {
  it("prices designs for the same load", () => {
    assert.deepEqual(
      compared().designs.map(({ frontDoor, egress, resources, monthly, elasticIps }) => [
        ...[frontDoor, egress, resources, monthly, elasticIps],
      ]),
      [
        ["a <b>", "nat perAz", 3, "73.85", 1],
        ["a <b>", "nat single", 2, "37.35", 0],
      ],
    );
  });

  it("plans every front door with every way out", () => {
    const all = planDesigns();
    assert.equal(all.length, FRONT_DOORS.length * EGRESS_MODES.length);
    assert.deepEqual(all[0]?.sections["network"], {
      cidr: "10.20.0.0/16",
      egress: EGRESS_MODES[0]?.egress,
    });
  });

  it("is a table of text that names what has no price", () => {
    const lines = renderComparison(compared()).split("\n");
    assert.match(lines[3] ?? "", /^a <b> +nat perAz +3 +73\.85 +1$/);
    assert.equal(lines.filter((line) => /^a <b> +some +no +one$/.test(line)).length, 1);
    assert.ok(lines.some((line) => /^nat single +every way out, if it is/.test(line)));
    assert.ok(lines.includes("Not in the totals, no price: aws:x/y:Z"));
    assert.ok(lines.some((line) => /^ +15 +219\.00 +4171\.43$/.test(line)));
  });

  it("is a page that needs nothing from elsewhere and shows names as text", () => {
    const page = renderComparisonPage(compared());
    assert.doesNotMatch(page, /<script|<link|src=|url\(|@import/);
    assert.equal(page.split("href=").length, 1);
    assert.doesNotMatch(page, /<b>/);
    assert.match(page, /a &lt;b&gt;, nat perAz/);
    assert.match(page, /<td class="number">73\.85<\/td>/);
  });

  it("draws bars in proportion to cost", () => {
    const widths = [
      ...renderComparisonPage(compared()).matchAll(/width="([\d.]+)" height="20"/g),
    ].map(([, width]) => Number(width));
    // The parts of the dearest design fill the width of the chart.
    assert.equal(Math.round(widths[0]!), 640);
    assert.equal(widths[1]!.toFixed(1), ((640 * 37.35) / 73.85).toFixed(1));
  });

  it("draws the same parts in the same order in every bar", () => {
    const [first, second] = compared().designs;
    const parts = (...names: string[]) => names.map((part) => ({ part, total: "1" }));
    const chart = renderChart(
      [
        { ...first!, parts: parts("x", "y") },
        { ...second!, parts: parts("y", "x") },
      ],
      "us-east-1",
    );
    const drawn = [...chart.matchAll(/<title>(.): /g)].map(([, part]) => part);
    assert.deepEqual(drawn, ["x", "y", "x", "y"]);
  });

  it("has a title, and an axis in USD with round numbers", () => {
    const chart = renderChart(compared().designs, "us-east-1");
    assert.match(chart, />Monthly cost of each front door and egress in us-east-1</);
    assert.match(chart, />USD a month</);
    const ticks = [...chart.matchAll(/class="grid"[^>]*d="M([\d.]+) .*?<text [^>]*>(\d+)</g)];
    assert.deepEqual(
      ticks.map(([, x, usd]) => [Number(x), usd]),
      [0, 20, 40, 60].map((usd) => [Number((240 + (640 * usd) / 73.85).toFixed(1)), String(usd)]),
    );
  });

  it("has a bar for each front door with a backend, the cheapest first", () => {
    const [first, second] = compared().designs;
    const design = (frontDoor: string, monthly: string, ...parts: string[]) => ({
      ...first!,
      frontDoor,
      monthly,
      parts: parts.map((part) => ({ part, total: monthly })),
    });
    const shown = onePerFrontDoor([
      design("dear", "90", "backend"),
      { ...design("dear", "80", "backend"), egress: second!.egress },
      design("cheap", "20", "backend"),
      design("bare", "10", "network"),
    ]);
    assert.deepEqual(
      shown.map(({ frontDoor }) => frontDoor),
      ["cheap", "dear"],
    );
    const chart = renderChart(shown, "us-east-1");
    assert.match(chart, />Monthly cost of each front door in us-east-1, egress nat perAz</);
    assert.match(chart, />cheap<\/text>/);
  });

  it("fails when there is nothing to compare", () => {
    assert.throws(() => compare([], { region: "us-east-1" }), {
      message: "there is no design to compare",
    });
  });
});
