import assert from "node:assert/strict";
import { temporaryFolder, writeText } from "../commands/local/fakes";
import { readAptFiles } from "./read-host";

describe("apt's files on the host", () => {
  const folder = temporaryFolder();

  it("are read in apt's order, those that apt reads", () => {
    for (const name of ["b.list", "a.sources", "a.list.disabled", "key.gpg"]) {
      writeText(folder("sources.list.d", name), name);
    }
    writeText(folder("sources.list"), "main");
    assert.deepEqual(Object.entries(readAptFiles(folder())), [
      [folder("sources.list"), "main"],
      [folder("sources.list.d", "a.sources"), "a.sources"],
      [folder("sources.list.d", "b.list"), "b.list"],
    ]);
  });

  it("may be none", () => assert.deepEqual(readAptFiles(folder("none")), {}));
});
