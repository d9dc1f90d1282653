import assert from "node:assert/strict";
import { type Comparison, compare } from "../../../commands/compare/compare";
import { onePerFrontDoor, renderChart } from "../../../commands/compare/chart";
import { renderComparisonPage } from "../../../commands/compare/comparison-page";
import {
  EGRESS_MODES,
  FRONT_DOORS,
  egressModeOf,
  planDesigns,
} from "../../../commands/compare/designs";
import { renderComparison } from "../../../commands/compare/render-comparison";
import { EIP, NAT, resource } from "../../cost/resources";

const today = new Date("2026-11-21T00:00:00Z");
const designs = planDesigns(
  [{ title: "a <b>", sections: {}, addresses: "some", failoverCall: "no", zoneLoss: "one" }],
  EGRESS_MODES.slice(0, 2),
);
const usage = { natGb: 100, egressGb: 0 };
const compared = (region = "us-east-1"): Comparison =>
  compare(
    [
      [designs[0]!, [resource(NAT, "a"), resource(NAT, "b"), resource(EIP, "a")]],
      [designs[1]!, [resource(NAT, "a"), resource("aws:x/y:Z", "z"), resource("acme:a:B", "c")]],
    ],
    "nat perAz",
    { region, usage, today },
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

  it("plans every front door with every egress mode", () => {
    const all = planDesigns();
    assert.equal(all.length, FRONT_DOORS.length * EGRESS_MODES.length);
    assert.deepEqual(all[0]?.sections["network"], {
      cidr: "10.20.0.0/16",
      egress: EGRESS_MODES[0]?.egress,
    });
  });

  it("is a table of text that names what has no price", () => {
    const lines = renderComparison(compared()).split("\n");
    assert.equal(lines[0], "Not in the sum, no price: 1 acme:a:B, 1 aws:x/y:Z");
    assert.match(lines[5] ?? "", /^a <b> +nat perAz +3 +73\.85 +1$/);
    assert.match(lines[6] ?? "", /^a <b> +nat single +2 +at least 37\.35 +0$/);
    assert.equal(lines.filter((line) => /^a <b> +some +no +one$/.test(line)).length, 1);
    assert.ok(lines.some((line) => /^nat single +all egress, if it is/.test(line)));
    assert.ok(lines.some((line) => /^ +15 +219\.00 +4171\.43$/.test(line)));
  });

  it("says once how old the prices are, in grey, and with what command they are refreshed", () => {
    const same = (text: string): string => text;
    const styles = { heading: same, warning: same, faint: (text: string) => `<i>${text}</i>` };
    const faint = renderComparison(compared(), styles).match(/<i>.*<\/i>/g);
    assert.deepEqual(faint, [
      "<i>Oldest price: 101 days; to refresh: npm run prices -- --region us-east-1</i>",
    ]);
  });

  it("leaves out what the prices of the region cannot tell", () => {
    const text = renderComparison(compared("us-east-2"));
    assert.match(
      text,
      /^Not in the sum, no price: 2 nat-hour, 1 nat-gb in us-east-2; 1 acme:a:B, 1\n {2}aws:x\/y:Z\nTo fetch prices: npm run prices -- --region us-east-2\n/,
    );
    assert.match(text, /\na <b> +nat perAz +3 +at least 3\.65 +1\n/);
    assert.doesNotMatch(text, /NAT or PrivateLink|often quoted/);
  });

  it("takes the egress of the stack", () => {
    const mode = (egress?: object) => egressModeOf({ network: { egress } }).title;
    assert.deepEqual([undefined, { kind: "nat" }, { kind: "nat", gateways: "single" }].map(mode), [
      "nat perAz",
      "nat perAz",
      "nat single",
    ]);
    assert.deepEqual(
      [{ kind: "privatelink", services: ["ssm"] }, { kind: "none" }, { kind: "existing" }].map(
        mode,
      ),
      ["privatelink", "none", "nat perAz"],
    );
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
    const shown = onePerFrontDoor(
      [
        design("dear", "90", "backend"),
        { ...design("dear", "80", "backend"), egress: second!.egress },
        design("cheap", "20", "backend"),
        design("bare", "10", "network"),
      ],
      first!.egress,
    );
    assert.deepEqual(
      shown.map(({ frontDoor }) => frontDoor),
      ["cheap", "dear"],
    );
    const chart = renderChart(shown, "us-east-1");
    assert.match(chart, />Monthly cost of each front door in us-east-1, egress nat perAz</);
    assert.match(chart, />cheap<\/text>/);
  });

  it("fails when there is nothing to compare", () => {
    assert.throws(() => compare([], "none", { region: "us-east-1" }), {
      message: "no design to compare",
    });
  });
});
