import assert from "node:assert/strict";
import { addressLines } from "../../../commands/review/address-lines";
import { address, previewed } from "./reviews";

const lines = (addresses: Parameters<typeof previewed>[1] & object) =>
  addressLines(previewed("prod", addresses));

describe("addressLines", () => {
  it("say nothing where every address is kept as it is", () => {
    assert.deepEqual(lines({ addresses: { kept: [address("a")] } }), []);
    assert.deepEqual(addressLines({ kind: "unchanged", stack: "a" }), []);
  });

  it("say what is lost first, and how to agree", () => {
    const [lost, released, moved, added] = lines({
      addresses: {
        added: [address("n")],
        moved: [{ key: "m", holder: "node-a1", to: "nlb-a" }],
        released: [address("r")],
        lost: [address("a"), address("b")],
      },
    });
    assert.match(lost!.text, /^LOST: a, b\. .*Pulumi\.prod\.yaml: .*allowRelease: \[a, b\]$/);
    assert.match(released!.text, /^released, as allowRelease permits: r\./);
    assert.equal(moved!.text, "m moves from node-a1 to nlb-a: this interrupts its clients");
    assert.match(added!.text, /^new: n\. Add to/);
    assert.ok([lost, released, moved, added].every((line) => line!.isLoud));
  });

  it("agree to both addresses of an accelerator by the one key that it has", () => {
    const keys = ["entry-accelerator-1", "entry-accelerator-2"];
    const [lost] = lines({ addresses: { lost: keys.map((key) => address(key)) } });
    assert.match(lost!.text, /^LOST: entry-accelerator-1, entry-accelerator-2\. /);
    assert.match(lost!.text, /allowRelease: \[entry-accelerator\]$/);
  });

  it("are calm about the addresses of a new stack", () => {
    const [added] = lines({ isNew: true, addresses: { added: [address("n")] } });
    assert.equal(added?.isLoud, false);
  });
});
