import assert from "node:assert/strict";
import {
  renderEstimate,
  renderEstimateCsv,
  renderEstimateMarkdown,
} from "../../../commands/cost/render-estimate";
import { EIP, NAT, priced, resource, several } from "../../cost/resources";

const example = () =>
  priced(
    [...several(EIP, ["one", "two", "three"]), resource(NAT, "nat"), resource("aws:x/y:Z", "z")],
    {
      natGb: 10,
    },
  );

describe("renderEstimate", () => {
  it("shows parts with their lines, the dearest first, and like lines as one", () => {
    assert.deepEqual(renderEstimate(example()).split("\n").slice(0, 7), [
      "USD 44.25 a month in us-east-1",
      "",
      "  what                 resources       quantity  unit  USD each  USD a month",
      "others: USD 44.25",
      "  NAT gateway          nat                  730  hour     0.045        32.85",
      "  public IPv4 address  one and 2 more      2190  hour     0.005        10.95",
      "  data through NAT     nat                   10  GB       0.045         0.45",
    ]);
  });

  it("says how old the prices are, what has none, and what is assumed", () => {
    const lines = renderEstimate(example()).split("\n");
    assert.ok(lines.includes("Oldest price: 2026-08-12, 101 days old."));
    assert.ok(lines.includes("Not in the total, no price: 1 x aws:x/y:Z"));
    assert.ok(lines.includes("  usage.natGb 10"));
  });

  it("asks to refresh old prices", () => {
    assert.match(
      renderEstimate({ ...example(), staleDays: 181 }),
      /181 days old\. Refresh the price book: npm run prices/,
    );
  });

  it("folds the lines away for a pull request", () => {
    const text = renderEstimateMarkdown(example());
    assert.match(text, /^### USD 44\.25 a month in us-east-1\n/);
    assert.match(text, /\| others \| 44\.25 \|\n/);
    assert.match(text, /<details>[^]*\| others \| NAT gateway \| nat \| 730 \|[^]*<\/details>$/);
  });

  it("has every line, unrounded, in CSV", () => {
    const lines = renderEstimateCsv(example()).split("\r\n");
    assert.equal(lines[0], "part,resource,type,what,quantity,unit,unitPrice,monthly,assumption");
    assert.equal(lines[2], "others,one,aws:ec2/eip:Eip,public IPv4 address,730,hour,0.005,3.65,");
    assert.equal(lines.length, 1 + 5 + 1);
  });
});
