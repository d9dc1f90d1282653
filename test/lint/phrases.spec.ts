import assert from "node:assert/strict";
import { checkedFiles, refusalsIn, refusalsOf } from "./phrases";
import { REFUSED_PHRASES } from "./refused-phrases";

describe("phrases that read as translated", () => {
  it("are in no tracked source or page", () => {
    const files = checkedFiles();
    assert.ok(files.length > 1_000);
    assert.equal(files.flatMap(refusalsOf).join("\n"), "");
  });

  it("are found, each with its line and what to write instead", () => {
    for (const [phrase, instead] of REFUSED_PHRASES) {
      assert.deepEqual(refusalsIn("x.ts", `// One\n// ${phrase}, here.`), [
        `x.ts:2: "${phrase}": write ${instead} instead`,
      ]);
    }
  });

  it("are found in any case, across lines of a comment and parts of a text", () => {
    const found = (text: string) => refusalsIn("x.ts", text).length;
    assert.equal(found("/** A Way Out. */"), 1);
    assert.equal(found("/**\n * It has no way\n * out.\n */"), 1);
    assert.equal(found("// It has no way\n// out."), 1);
    assert.equal(found('"It has no way " +\n  "out"'), 1);
    assert.equal(found("A page with a way\nout."), 1);
  });

  it("are not found in other words and names", () => {
    for (const text of ["recommended", "jumpbox-admits-nobody", "a runway outside", "nobodyElse"]) {
      assert.deepEqual(refusalsIn("x.ts", text), []);
    }
  });
});
