import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DrilledStack, openStack } from "../../commands/drill/stack";
import { INSTANCE } from "../../simulator/model/tokens";

describe("a stack to rehearse with", () => {
  const home = mkdtempSync(join(tmpdir(), "holdfast-drill-"));
  const open = (): Promise<DrilledStack> =>
    openStack("pair", ["backend.live=green"], () => undefined, home);
  after(() => rmSync(home, { recursive: true }));

  it("is what the engine has built, and stays so whatever a rehearsal breaks", async () => {
    const stack = await open();
    assert.equal((stack.sections["entry"] as { kind: string }).kind, "addressPair");
    assert.equal((stack.sections["backend"] as { live: string }).live, "green", "a setting");
    const instances = stack.account.all(INSTANCE);
    assert.equal(instances.length, 6, "two nodes and two instances of each colour");
    stack.account.remove(instances.find(({ companionOf }) => companionOf === undefined)!);
    await stack.close();
    const again = await open();
    assert.deepEqual(
      again.account
        .all(INSTANCE)
        .map(({ id }) => id)
        .sort(),
      instances.map(({ id }) => id).sort(),
    );
    await again.close();
  });

  it("fails when there is no such stack, with those there are", async () => {
    await assert.rejects(
      openStack("none", [], () => undefined, home),
      /stacks with one: .*pair/,
    );
  });
});
