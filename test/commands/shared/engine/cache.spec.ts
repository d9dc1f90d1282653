import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { engineCache, publish, publishedEngine } from "../../../../commands/shared/engine/cache";
import { temporaryFolder, writeEngine, writeText } from "../../local/fakes";

describe("engine cache", () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  beforeEach(() => (lines.length = 0));

  const put = (make: (scratch: string) => Promise<void> | void): Promise<string> =>
    publish(
      folder("engine"),
      async (scratch) => make(scratch),
      (line) => lines.push(line),
    );
  const write = (scratch: string): void => void writeEngine(join(scratch, "bin"));

  it("is in the user's cache folder", () => {
    assert.match(engineCache(), /[/\\]holdfast([/\\]Cache)?[/\\]engine$/);
  });

  it("publishes an engine that is whole, and leaves nothing beside it", async () => {
    const bin = folder("engine", "bin", "pulumi");
    assert.equal(await put(write), bin);
    assert.equal(publishedEngine(folder("engine")), bin);
    assert.deepEqual(readdirSync(folder()), ["engine"]);
  });

  it("makes nothing that is there", async () => {
    await put(write);
    await put(() => assert.fail("made twice"));
  });

  it("publishes nothing that fails, is incomplete or does not run", async () => {
    await assert.rejects(
      put((scratch) => {
        write(scratch);
        throw new Error("killed");
      }),
      /^Error: killed$/,
    );
    await assert.rejects(
      put((scratch) => void writeEngine(join(scratch, "bin"), "3.250.0", { host: false })),
      /it left no pulumi and pulumi-language-nodejs/,
    );
    await assert.rejects(
      put((scratch) => void writeEngine(join(scratch, "bin"), "torn")),
      /does not report its version/,
    );
    assert.deepEqual(readdirSync(folder()), []);
  });

  it("does not take for an engine what an interrupted run left, and removes it", async () => {
    writeEngine(folder("engine.partial-x1", "bin"));
    writeText(folder("engine", "bin", "pulumi"), "torn");
    assert.equal(publishedEngine(folder("engine")), undefined);
    await put(write);
    assert.deepEqual(readdirSync(folder()), ["engine"]);
    assert.ok(publishedEngine(folder("engine")));
  });

  it("takes the lock of a run that was killed while it held it", async () => {
    mkdirSync(folder("engine.lock"));
    const longAgo = new Date(2001, 0);
    utimesSync(folder("engine.lock"), longAgo, longAgo);
    await put(write);
    assert.ok(publishedEngine(folder("engine")));
  });

  it("lets one of several at once make it, and the others wait for that one", async () => {
    let made = 0;
    const slow = async (scratch: string): Promise<void> => {
      made++;
      await sleep(50);
      write(scratch);
    };
    const bins = await Promise.all([put(slow), put(slow)]);
    assert.deepEqual(bins, [folder("engine", "bin", "pulumi"), bins[0]]);
    assert.equal(made, 1);
    assert.deepEqual(lines, ["Another run is getting the engine: waiting for it …"]);
  });

  it("lets the next one try when the first fails", async () => {
    let waiting: Promise<string> | undefined;
    const failing = put(async () => {
      // Only now, while this test holds the lock, so that the order is deterministic.
      waiting = put(write);
      await sleep(50);
      throw new Error("no network");
    });
    await assert.rejects(failing, /no network/);
    assert.equal(existsSync(await waiting!), true);
  });
});
