import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { keepState, readState, restoreState, stateFile } from "../../../commands/local/state-file";
import { temporaryFolder, writeText } from "./fakes";

const stateOf = (...ids: string[]) => ({
  resources: ids.map((id) => ({ urn: `urn:pulumi:dev::holdfast::t::${id}`, id })),
});
const textOf = (...ids: string[]): string =>
  JSON.stringify({ version: 3, checkpoint: { stack: "dev", latest: stateOf(...ids) } });

describe("state file", () => {
  const folder = temporaryFolder();
  const file = (): string => stateFile(folder(), "holdfast", "dev");
  const restore = (): string | undefined => restoreState(folder(), "holdfast", "dev");
  const keep = (): void => keepState(folder(), "holdfast", "dev");
  const cutOff = (path: string): string => writeText(path, textOf("a").slice(0, -20));

  it("has the state; none without a file, or before the first update", () => {
    assert.deepEqual(readState(file()), {});
    writeText(file(), '{"version": 3, "checkpoint": {"stack": "dev"}}');
    assert.deepEqual(readState(file()), {});
    writeText(file(), textOf("a"));
    assert.deepEqual(readState(file()), stateOf("a"));
  });

  for (const text of ["", "{}", textOf("a").slice(0, 30)]) {
    it(`fails when it is damaged, and says what to do: ${JSON.stringify(text)}`, () => {
      writeText(file(), text);
      assert.throws(() => readState(file()), {
        message:
          `${file()} is damaged. Restore it from its last intact backup: ` +
          "npm run local -- refresh --stack dev",
      });
    });
  }

  it("is left alone when it is whole, or not there", () => {
    assert.equal(restore(), undefined);
    writeText(`${file()}.bak`, textOf("a"));
    writeText(file(), textOf("a", "b"));
    assert.equal(restore(), undefined);
    assert.deepEqual(readState(file()), stateOf("a", "b"));
  });

  it("is restored from the engine's backup if that is whole", () => {
    writeText(file(), textOf());
    keep();
    writeText(`${file()}.bak`, textOf("a"));
    cutOff(file());
    assert.equal(restore(), `${file()}.bak`);
    assert.deepEqual(readState(file()), stateOf("a"));
  });

  it("is restored as it was at the start of the command if the engine's backup is cut off, too", () => {
    writeText(file(), textOf("a"));
    keep();
    cutOff(file());
    cutOff(`${file()}.bak`);
    assert.equal(restore(), folder("states/holdfast/dev.json"));
    assert.equal(readFileSync(file(), "utf8"), textOf("a"));
  });

  it("fails when no backup is whole, and says what to do", () => {
    cutOff(file());
    assert.throws(restore, {
      message:
        `${file()} is damaged, and so are its backups. Delete the folder ${folder()} to ` +
        "start with no stacks and an empty simulated AWS account",
    });
  });
});
