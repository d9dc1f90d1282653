import assert from "node:assert/strict";
import { type Ability, selectCodename } from "./requirements";

const DEBIAN: Ability = {
  platform: "linux",
  isRoot: true,
  osRelease: 'PRETTY_NAME="Debian"\nVERSION_CODENAME=bookworm\nID=debian\n',
};

describe("requirements of a bare machine", () => {
  it("are root on Debian, whose release it gets", () => {
    assert.equal(selectCodename(DEBIAN), "bookworm");
  });

  const reasons: readonly [name: string, given: Partial<Ability>, reason: RegExp][] = [
    ["another system", { platform: "darwin" }, /needs Linux/],
    ["no root", { isRoot: false }, /needs root; try sudo/],
    [
      "Ubuntu",
      { osRelease: "ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n" },
      /need Debian \(got ubuntu\)/,
    ],
    ["no release", { osRelease: 'ID="debian"\n' }, /names no VERSION_CODENAME/],
    ["no os-release", { osRelease: "" }, /need Debian \(got none\)/],
  ];
  for (const [name, given, reason] of reasons) {
    it(`fails when there is ${name}`, () => {
      assert.throws(() => selectCodename({ ...DEBIAN, ...given }), reason);
    });
  }
});
