import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planProgram } from "../../commands/shared/plan-program";
import { renderTable } from "../../commands/shared/table";
import { estimate } from "../../cost/estimate";
import { readStackSettings } from "../../stack/stack-settings";

const ROOT = join(__dirname, "../..");
const DOCUMENT = join(ROOT, "docs/cost.md");
const REGIONS = ["us-east-1", "us-east-2", "eu-west-1", "eu-central-1", "ap-southeast-2"];

/** How many kinds of charges of the stack dev have a price in a region, and which lack one. */
async function coverage(region: string) {
  const settings = { ...readStackSettings(ROOT, "dev"), region };
  const resources = await planProgram("holdfast", settings);
  const { lines, unpriced } = estimate(resources, { region });
  return {
    priced: new Set(lines.map(({ price }) => price)),
    unpriced: unpriced.map(({ name }) => name),
  };
}

describe("prices by region", () => {
  it("are what docs/cost.md says of the stack dev", async () => {
    const rows: string[][] = [];
    for (const region of REGIONS) {
      const { priced, unpriced } = await coverage(region);
      const total = priced.size + unpriced.length;
      rows.push([`\`${region}\``, `${priced.size} of ${total}`, unpriced.sort().join(", ")]);
    }
    const table = renderTable(["region", "priced", "without a price"], rows);
    const text = readFileSync(DOCUMENT, "utf8");
    const [, before, shown, after] =
      /^([^]*\n## Prices by region\n[^]*?\n\n)(\|[^]*?)(\n\n[^]*)$/.exec(text)!;
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(DOCUMENT, `${before}${table}${after}`);
    else assert.equal(shown, table);
  });

  it("are complete in us-east-1", async () => {
    assert.deepEqual((await coverage("us-east-1")).unpriced, []);
  });
});
