import assert from "node:assert/strict";
import { type CostChangeOptions, costChange } from "../../../cost/change";
import { renderCostChangeMarkdown, renderCostSummary } from "../../../commands/cost/render-change";
import type { Resource } from "../../../stack/resource";
import { EIP, NAT, UNPRICED_FLEET, resource, several } from "../../cost/resources";

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

const AGE = "  Oldest price: 101 days; to refresh: npm run prices -- --region us-east-1";
const budget = (monthlyUsd: number, ...allowUnpriced: string[]) => ({ monthlyUsd, allowUnpriced });

describe("renderCostSummary", () => {
  it("has the cost, the change with its sign, and the parts that differ", () => {
    const before = [...nats("a"), ...several(EIP, ["one", "two"])];
    const after = [...nats("a", "b"), ...several(EIP, ["one"])];
    assert.deepEqual(renderCostSummary(change(before, after)).split("\n"), [
      "Cost",
      "  USD 69.35 a month in us-east-1, by list prices; +29.20 from the deployed stack, +72.7 %",
      "  network +32.85, others -3.65",
      AGE,
    ]);
    assert.match(renderCostSummary(change(after, before)), /; -29\.20 from [^,]*, -42\.1 %\n/);
  });

  it("says when nothing changes, and when there was nothing", () => {
    assert.deepEqual(renderCostSummary(change(nats("a"), nats("a"))).split("\n"), [
      "Cost",
      "  USD 32.85 a month in us-east-1, by list prices; no change from the deployed stack",
      AGE,
    ]);
    assert.match(
      renderCostSummary(change([], nats("a"))),
      /; nothing was deployed before\n {2}Old/,
    );
  });

  it("has no share of a cost of nothing", () => {
    const vpc = several("aws:ec2/vpc:Vpc", ["net"]);
    assert.match(renderCostSummary(change(vpc, nats("a"))), /; \+32\.85 from the deployed stack\n/);
  });

  it("says how much of the budget is used", () => {
    const text = renderCostSummary(change([], nats("a"), { budget: budget(100) }));
    assert.ok(text.includes("\n  32.9 % of the budget of USD 100.00\n"), text);
  });

  it("says by how much the stack is over its budget, and what costs most", () => {
    const after = [...nats("a", "b"), ...several(EIP, ["one", "two"])];
    const text = renderCostSummary(change([], after, { budget: budget(50) }));
    assert.ok(
      text.includes(
        "  146.0 % of the budget of USD 50.00, 23.00 over; most of it: network NAT gateway 65.70, others public IPv4 address 7.30\n",
      ),
      text,
    );
  });

  it("does not name what is free among what costs most", () => {
    const more = { usage: { natGb: 0, egressGb: 50 }, budget: budget(1) };
    const text = renderCostSummary(change([], nats("a"), more));
    assert.match(text, /; most of it: network NAT gateway 32\.85\n/);
  });

  it("names what has no price before the sum, which is the least that it costs", () => {
    const text = renderCostSummary(change([], [...UNPRICED_FLEET, ...ODD, ...nats("a")]));
    assert.deepEqual(text.split("\n").slice(1, -1), [
      "  Not in the sum, no price: 38 gp3-gb-month, 20 r7g.8xlarge, 18 c7g.4xlarge in us-east-2; 2 aws:x/y:Z",
      "  To fetch prices: npm run prices -- --region us-east-2",
      "  At least USD 32.85 a month in us-east-1, by list prices; nothing was deployed before",
    ]);
  });

  it("names eight of what has no price, and counts the others", () => {
    const types = Array.from({ length: 11 }, (_, index) => resource(`aws:x/y:Z${index}`, "z"));
    const [, missing] = renderCostSummary(change([], types)).split("\n");
    assert.match(missing!, /: 1 aws:x\/y:Z0, .*, 3 more$/);
  });

  it("has no percentage while something has no price, and says when the change is not all", () => {
    const before = [...nats("a"), ...UNPRICED_FLEET];
    const summary = (after: readonly Resource[]) =>
      renderCostSummary(change(before, after, { budget: budget(40, "aws:x/y:Z") }));
    const same = summary([...nats("a", "b"), ...UNPRICED_FLEET]);
    assert.match(same, /; \+32\.85 from the deployed stack\n/);
    const more = summary([...nats("a"), ...UNPRICED_FLEET, ...ODD]);
    assert.match(more, /; no change from the deployed stack, of what has a price\n/);
    for (const text of [same, more]) assert.doesNotMatch(text, /%/);
  });

  it("says that a budget cannot be judged, with what may be copied", () => {
    const within = (...allowed: string[]) =>
      renderCostSummary(change([], UNPRICED_FLEET, { budget: budget(20, ...allowed) }));
    assert.ok(
      within("gp3-gb-month").includes(
        '\n  the budget of USD 20.00 cannot be judged; to leave these out of the sum: allowUnpriced: ["r7g.8xlarge", "c7g.4xlarge"]\n',
      ),
    );
    assert.ok(
      within("gp3-gb-month", "r7g.8xlarge", "c7g.4xlarge").includes(
        "\n  within the budget of USD 20.00, without what it allows to have no price\n",
      ),
    );
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
    assert.deepEqual(lines({ budget: budget(100, "aws:x/y:Z") }), [
      "b Cost</b>",
      "w Not",
      "i Oldest",
    ]);
    assert.deepEqual(lines({ budget: budget(100) }), ["b Cost</b>", "w Not", "w the", "i Oldest"]);
    const old = { budget: budget(10), today: new Date("2027-11-21T00:00:00Z") };
    assert.deepEqual(lines(old), ["b Cost</b>", "w Not", "w the", "i Oldest"]);
  });
});

describe("renderCostChangeMarkdown", () => {
  it("has all parts before and after, and the total", () => {
    const before = [...nats("a"), ...several(EIP, ["one"])];
    const text = renderCostChangeMarkdown(
      change(before, [...nats("a", "b"), ...several(EIP, ["one"])]),
    );
    assert.deepEqual(text.split("\n").slice(0, 7), [
      "### USD 69.35 a month in us-east-1: +32.85 from the deployed stack, +90.0 %",
      "",
      "| part | before | after | change |",
      "| --- | --: | --: | --: |",
      "| network | 32.85 | 65.70 | +32.85 |",
      "| others | 3.65 | 3.65 |  |",
      "| **total** | 36.50 | 69.35 | +32.85 |",
    ]);
    assert.match(text, /\n<sub>Oldest price: 101 days; to refresh: .*<\/sub>$/);
  });

  it("folds lines and assumptions away", () => {
    const text = renderCostChangeMarkdown(change([], nats("a")));
    assert.match(
      text,
      /<details>[^]*\| network \| NAT gateway \|[^]*\n- a month has 730 hours[^]*<\/details>/,
    );
  });

  it("names the budget, and says first when the stack is over it", () => {
    const text = (monthlyUsd: number, ...more: Resource[]) =>
      renderCostChangeMarkdown(change([], [...nats("a"), ...more], { budget: budget(monthlyUsd) }));
    assert.match(text(100), /\n- 32\.9 % of the budget of USD 100\.00\n/);
    assert.match(
      text(30),
      /\n- \*\*Over budget:\*\* 109\.5 % of the budget of USD 30\.00, 2\.85 over; /,
    );
    const missing = text(30, ...ODD);
    assert.match(
      missing,
      /^> \*\*Not in the sum, no price: 2 aws:x\/y:Z\*\*\n\n### At least USD 32\.85/,
    );
    assert.match(missing, /\*\*Over budget:\*\* the budget of USD 30\.00, at least 2\.85 over; /);
  });
});
