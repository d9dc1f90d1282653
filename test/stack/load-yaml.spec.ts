import assert from "node:assert/strict";
import { dump } from "js-yaml";
import { loadYaml } from "../../stack/load-yaml";

/** Each level has the one before ten times: 10^levels values, in some lines. */
const bomb = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => {
    const parts = level === 0 ? '"lol"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(10).fill(parts).join(", ")}]`;
  }).join("\n");

function milliseconds(work: () => unknown): number {
  const started = performance.now();
  try {
    work();
  } catch {
    // How long a refusal takes is asked, too.
  }
  return performance.now() - started;
}

describe("YAML of people", () => {
  it("may have anchors and aliases", () => {
    const text = "base: &b {x: 1, y: [2]}\none: *b\ntwo: {z: *b}\n";
    const base = { x: 1, y: [2] };
    assert.deepEqual(loadYaml(text), { base, one: base, two: { z: base } });
    const stacks = Array.from({ length: 2_000 }, (_, number) => `s${number}: *b`).join("\n");
    assert.doesNotThrow(() => loadYaml(`b: &b {x: 1, y: [2]}\n${stacks}`));
  });

  it("may be large without them", () => {
    const numbers = Array.from({ length: 200_000 }, (_, number) => number);
    assert.deepEqual(loadYaml(dump({ numbers })), { numbers });
  }).timeout(60_000);

  it("fails when aliases expand it beyond measure, as soon as a plain text is read", () => {
    const refused = /^Error: aliases \(\*name\) expand it to more than 4 MiB/;
    assert.throws(() => loadYaml(bomb(9)), refused);
    // One text of 1 MB, ten thousand times.
    const long = `text: &t ${"x".repeat(1_000_000)}\nall: [${Array(10_000).fill("*t").join(", ")}]`;
    assert.throws(() => loadYaml(long), /expand it to more than/);

    const plain = Array.from({ length: 2_000 }, (_, number) => `s${number}: {x: 1, y: [2]}`);
    const asPlain = milliseconds(() => loadYaml(plain.join("\n")));
    const asBomb = milliseconds(() => loadYaml(bomb(30)));
    assert.ok(asBomb < 10 * asPlain, `${asBomb} ms, a plain text ${asPlain} ms`);
  });

  it("fails when an alias contains itself", () => {
    assert.throws(() => loadYaml("a: &a [*a]"), /is inside the value that it names/);
  });

  it("fails when it is not YAML", () => {
    assert.throws(() => loadYaml("a: ["), /YAMLException/);
  });
});
