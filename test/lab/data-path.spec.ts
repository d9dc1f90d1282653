import assert from "node:assert/strict";
import { rowsOf, type Series } from "../../bench/data-path/figures";
import { PathLab } from "../../bench/data-path/lab";
import { measure } from "../../bench/data-path/measure";

/** Of HAProxy: three rates, four latencies, three of CPU, one of memory. */
const FIGURES = 11;

describe("bench of the data path", () => {
  let lab: PathLab;
  const all: Series[] = [];

  before(async () => {
    lab = await PathLab.open();
  });
  after(() => lab?.close());

  const EFFORT = { seconds: 1, connections: 16, held: 500 };
  for (const key of ["direct", "plain", "holdfast", "http"]) {
    it(`measures ${key} over two nodes, and no request fails`, async () => {
      const variant = lab.variants.find((one) => one.key === key)!;
      const sample = await measure(lab, variant, 2, EFFORT);
      assert.equal(sample.failed, 0);
      for (const [name, value] of Object.entries(sample)) {
        if (name !== "failed") assert.ok(value > 0 && Number.isFinite(value), `${name}: ${value}`);
      }
      all.push({ key, title: variant.title, samples: [sample] });
    });
  }

  it("has every figure of every way, those of HAProxy with a ratio to the plain one", () => {
    const rows = rowsOf(all);
    for (const { title } of all) {
      const own = rows.filter(({ variant }) => variant === title);
      assert.equal(own.length, title === "direct" ? 7 : FIGURES, title);
    }
    const costs = rows.filter(({ figure, variant }) => /^CPU/.test(figure) && variant !== "direct");
    assert.ok(costs.every(({ toPlain }) => toPlain! > 0));
  });

  it("leaves nothing of a variant running when it starts the next one", async () => {
    const plain = lab.variants.find(({ key }) => key === "plain")!;
    assert.equal((await lab.startNodes(plain, 2)).length, 2);
    assert.ok(lab.usage().residentBytes > 0);
    await lab.stopNodes();
    assert.equal(lab.usage().residentBytes, 0);
  });
});
