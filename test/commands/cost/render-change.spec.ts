import assert from "node:assert/strict";
import { type CostChangeOptions, costChange } from "../../../cost/change";
import { renderCostChangeMarkdown, renderCostSummary } from "../../../commands/cost/render-change";
import type { Resource } from "../../../stack/resource";
import { EIP, NAT, resource, several } from "../../cost/resources";

const network = "urn:pulumi:dev::p::acme:net:Network::network";
const nats = (...names: string[]) =>
  names.map((name) => resource(NAT, name, {}, { parent: network }));
const ODD = several("aws:x/y:Z", ["one", "two"]);

const change = (
  before: readonly Resource[],
  after: readonly Resource[],
  more: Partial<CostChangeOptions> = {},
) =>
  costChange({
    region: "us-east-1",
    usage: { natGb: 0, egressGb: 0 },
    today: new Date("2026-11-21T00:00:00Z"),
    before,
    after,
    ...more,
  });

const AGE = "  Oldest price: 2026-08-12, 101 days old.";

describe("renderCostSummary", () => {
  it("has the cost, the change with its sign, and the parts that differ", () => {
    const before = [...nats("a"), ...several(EIP, ["one", "two"])];
    const after = [...nats("a", "b"), ...several(EIP, ["one"])];
    assert.deepEqual(renderCostSummary(change(before, after)).split("\n"), [
      "Cost",
      "  USD 69.35 a month in us-east-1, by list prices; +29.20 against what is deployed, +72.7 %",
      "  network +32.85, others -3.65",
      AGE,
    ]);
    assert.match(renderCostSummary(change(after, before)), /; -29\.20 against [^,]*, -42\.1 %\n/);
  });

  it("says when nothing changes, and when there was nothing", () => {
    assert.deepEqual(renderCostSummary(change(nats("a"), nats("a"))).split("\n"), [
      "Cost",
      "  USD 32.85 a month in us-east-1, by list prices; no change against what is deployed",
      AGE,
    ]);
    assert.match(
      renderCostSummary(change([], nats("a"))),
      /; nothing was deployed before\n {2}Old/,
    );
  });

  it("has no share of a cost of nothing", () => {
    const vpc = several("aws:ec2/vpc:Vpc", ["net"]);
    assert.match(
      renderCostSummary(change(vpc, nats("a"))),
      /; \+32\.85 against what is deployed\n/,
    );
  });

  it("says how much of the budget is used", () => {
    const text = renderCostSummary(change([], nats("a"), { budgetMonthlyUsd: 100 }));
    assert.ok(text.includes("\n  32.9 % of the budget of USD 100.00\n"), text);
  });

  it("says by how much the stack is over its budget, and what costs most", () => {
    const after = [...nats("a", "b"), ...several(EIP, ["one", "two"])];
    const text = renderCostSummary(change([], after, { budgetMonthlyUsd: 50 }));
    assert.ok(
      text.includes(
        "  146.0 % of the budget of USD 50.00, 23.00 over; most of it: network NAT gateway 65.70, others public IPv4 address 7.30\n",
      ),
      text,
    );
  });

  it("does not name what is free among what costs most", () => {
    const more = { usage: { natGb: 0, egressGb: 50 }, budgetMonthlyUsd: 1 };
    const text = renderCostSummary(change([], nats("a"), more));
    assert.match(text, /; most of it: network NAT gateway 32\.85\n/);
  });

  it("names what has no price, in a line", () => {
    const text = renderCostSummary(change([], [...ODD, ...several("gcp:a:B", ["c"])]));
    assert.match(text, /\n {2}Not in the total, no price: 1 x gcp:a:B, 2 x aws:x\/y:Z\n/);
  });

  it("sets off what is to be looked at", () => {
    const styles = {
      heading: (text: string) => `<b>${text}</b>`,
      faint: (text: string) => `<i>${text}</i>`,
      warning: (text: string) => `<w>${text}</w>`,
    };
    const lines = (more: Partial<CostChangeOptions>) =>
      renderCostSummary(change([], [...nats("a"), ...ODD], more), styles)
        .split("\n")
        .flatMap((line) => /^<(.)> *(\S+)/.exec(line)?.slice(1).join(" ") ?? []);
    assert.deepEqual(lines({ budgetMonthlyUsd: 100 }), ["b Cost</b>", "w Not", "i Oldest"]);
    const old = { budgetMonthlyUsd: 10, today: new Date("2027-11-21T00:00:00Z") };
    assert.deepEqual(lines(old), ["b Cost</b>", "w 328.5", "w Not", "w Oldest"]);
  });
});

describe("renderCostChangeMarkdown", () => {
  it("has all parts before and after, and the total", () => {
    const before = [...nats("a"), ...several(EIP, ["one"])];
    const text = renderCostChangeMarkdown(
      change(before, [...nats("a", "b"), ...several(EIP, ["one"])]),
    );
    assert.deepEqual(text.split("\n").slice(0, 9), [
      "### USD 69.35 a month in us-east-1: +32.85 against what is deployed, +90.0 %",
      "",
      "| part | before | after | change |",
      "| --- | --: | --: | --: |",
      "| network | 32.85 | 65.70 | +32.85 |",
      "| others | 3.65 | 3.65 |  |",
      "| **total** | 36.50 | 69.35 | +32.85 |",
      "",
      "- Oldest price: 2026-08-12, 101 days old.",
    ]);
  });

  it("folds lines and assumptions away", () => {
    const text = renderCostChangeMarkdown(change([], nats("a")));
    assert.match(
      text,
      /<details>[^]*\| network \| NAT gateway \|[^]*\n- a month has 730 hours[^]*<\/details>$/,
    );
  });

  it("names the budget, and says first when the stack is over it", () => {
    const text = (budgetMonthlyUsd: number) =>
      renderCostChangeMarkdown(change([], [...nats("a"), ...ODD], { budgetMonthlyUsd }));
    assert.match(text(100), /\n- 32\.9 % of the budget of USD 100\.00\n/);
    assert.match(
      text(30),
      /\n- \*\*Over budget:\*\* 109\.5 % of the budget of USD 30\.00, 2\.85 over; /,
    );
    assert.match(text(30), /\n- Not in the total, no price: 2 x aws:x\/y:Z\n/);
  });
});
