import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Big from "big.js";
import { toSettings } from "../../stack/stack-settings";
import { planProgram } from "../../commands/shared/plan-program";
import { FRONT_DOORS, planDesigns } from "../../commands/compare/designs";
import { estimate } from "../../cost/estimate";

const region = "us-east-1";

/** A row of a table in the document, its part filled in from the rows above. */
interface Row {
  readonly part: string;
  readonly sum: string;
  readonly usd: string;
}

const readPage = (): string => readFileSync(join(__dirname, "../../docs/cost.md"), "utf8");

/** The tables under "By hand", by front door. */
function readTables(): Map<string, Row[]> {
  const byHand = readPage()
    .split(/^## /m)
    .find((section) => section.startsWith("By hand\n"))!;
  const tables = byHand.split(/^### /m).slice(1);
  return new Map(tables.map((table) => [table.slice(0, table.indexOf("\n")), readRows(table)]));
}

function readRows(table: string): Row[] {
  let above = "";
  return table
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => {
      const [, part = "", , sum = "", usd = ""] = line
        .split("|")
        .map((cell) => cell.replaceAll("*", "").trim());
      above = part || above;
      return { part: above, sum, usd };
    });
}

const product = (sum: string): Big =>
  sum.split(" x ").reduce((all, factor) => all.times(factor), Big(1));

const add = (amounts: readonly (string | Big)[]): Big =>
  amounts.reduce<Big>((all, amount) => all.plus(amount), Big(0));

/** The addresses of the nodes, of six with those of NAT gateways. */
const NODE_ADDRESSES = "4 x 730 x 0.005";

/** USD a month that the front door of four nodes may cost. */
const FRONT_DOOR_LIMIT = 140;

describe("costs by hand in docs/cost.md", () => {
  const tables = readTables();

  it("have the front door of haproxy alone, below its limit", () => {
    const ofParts = (...parts: string[]) =>
      tables
        .get("haproxy")!
        .flatMap(({ part, sum }) => (parts.includes(part) ? [product(sum)] : []));
    const computed = add([...ofParts("entry", "health", "alarms"), product(NODE_ADDRESSES)]);
    const [, sum, total] = /Its front door alone.*\n(.*) = \*\*(.*)\*\*/.exec(readPage())!;
    assert.ok(sum!.includes(NODE_ADDRESSES), sum);
    assert.equal(add(sum!.split(" + ").map(product)).toFixed(), total);
    assert.equal(computed.toFixed(), total);
    assert.ok(computed.lt(FRONT_DOOR_LIMIT), total);
  });

  it("are there for every front door", () => {
    assert.deepEqual(
      [...tables.keys()],
      FRONT_DOORS.map(({ title }) => title),
    );
  });

  for (const design of planDesigns(FRONT_DOORS).filter(
    ({ egress }) => egress.title === "nat perAz",
  )) {
    const { title } = design.frontDoor;
    const rows = tables.get(title)?.filter(({ part }) => part !== "total") ?? [];

    it(`add up for ${title}`, () => {
      for (const { sum, usd } of rows)
        assert.equal(product(sum).toFixed(), Big(usd).toFixed(), sum);
      const total = tables.get(title)?.find(({ part }) => part === "total");
      assert.equal(Big(total!.usd).toFixed(), add(rows.map(({ usd }) => usd)).toFixed());
    });

    it(`are what the program says for ${title}, part by part`, async () => {
      const { sections } = design;
      const settings = { ...toSettings("dev", { "aws:region": region }), sections };
      const planned = await planProgram("holdfast", settings);
      const estimated = estimate(planned, { region });
      // An engine makes resources in another order at each run: the estimate must not show it.
      assert.deepEqual(estimate([...planned].reverse(), { region }), estimated);
      const { parts, total, unpriced } = estimated;
      assert.deepEqual(unpriced, []);
      const byHand = new Map<string, string>();
      for (const { part, sum } of rows) {
        byHand.set(
          part,
          product(sum)
            .plus(byHand.get(part) ?? 0)
            .toFixed(),
        );
      }
      const dear = parts.filter((one) => one.total !== "0");
      assert.deepEqual(new Map(dear.map((one) => [one.part, one.total])), byHand);
      assert.equal(total, add([...byHand.values()]).toFixed());
    });
  }
});
