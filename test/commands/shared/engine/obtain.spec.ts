import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { BUILD_VERSION, buildHash } from "../../../../commands/shared/engine/build";
import { DOWNLOAD_VERSION } from "../../../../commands/shared/engine/download";
import {
  type Engine,
  type EngineSource,
  obtainEngine,
  engineSources,
} from "../../../../commands/shared/engine/obtain";
import { temporaryFolder, writeEngine } from "../../local/fakes";

describe("obtainEngine", () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  beforeEach(() => (lines.length = 0));

  /** The two fast ways, and fakes for the two slow ones. */
  const ways = (
    slow: Partial<Record<"download" | "build", EngineSource["find"]>> = {},
  ): EngineSource[] => {
    const fail = (): never => assert.fail("must not be tried");
    const [path, cache, download, build] = engineSources(log, {
      path: folder("bin"),
      cache: folder("cache"),
    });
    return [
      path!,
      cache!,
      { ...download!, find: slow.download ?? fail },
      { ...build!, find: slow.build ?? fail },
    ];
  };
  const refuse = (reason: string) => (): never => {
    throw new Error(reason);
  };
  const built: Engine = { bin: "/built/pulumi", version: "3.1.0", source: "build" };
  const platform = `${process.platform}-${process.arch}`;

  it("takes the one on the PATH first", async () => {
    const bin = writeEngine(folder("bin"));
    writeEngine(folder("cache", `${DOWNLOAD_VERSION}-download-${platform}`, "bin"));
    assert.deepEqual(await obtainEngine({ log, ways: ways() }), {
      bin,
      version: "3.250.0",
      source: "path",
    });
    assert.deepEqual(lines, ["Engine on the PATH: Pulumi 3.250.0"]);
  });

  it("takes one that is kept, by download or build, when none on the PATH will do", async () => {
    const old = writeEngine(folder("bin"), "3.100.0");
    const build = writeEngine(
      folder("cache", `${BUILD_VERSION}-${buildHash()}-${platform}`, "bin"),
    );
    const kept = { bin: build, version: BUILD_VERSION, source: "cache" };
    assert.deepEqual(await obtainEngine({ log, ways: ways() }), kept);
    assert.deepEqual(lines, [
      `Engine kept from an earlier run: Pulumi ${BUILD_VERSION} ` +
        `(on the PATH: ${old} is version 3.100.0, older than 3.200.0)`,
    ]);
    const name = `${DOWNLOAD_VERSION}-download-${platform}`;
    const downloaded = writeEngine(folder("cache", name, "bin"));
    assert.equal((await obtainEngine({ log, ways: ways() })).bin, downloaded);
  });

  it("does not take one that is kept for other module files", async () => {
    writeEngine(folder("cache", `${BUILD_VERSION}-000000000000-${platform}`, "bin"));
    const engine = await obtainEngine({ log, ways: ways({ download: () => built }) });
    assert.equal(engine.bin, built.bin);
  });

  it("builds when the download fails, and says each reason and what is next", async () => {
    const engine = await obtainEngine({
      log,
      ways: ways({ download: refuse("no network"), build: () => Promise.resolve(built) }),
    });
    assert.deepEqual(engine, built);
    assert.deepEqual(lines, [
      "Engine on the PATH: none; next, kept from an earlier run",
      "Engine kept from an earlier run: none; next, by download",
      "Engine by download: no network; next, by a build from Go modules",
      "Engine by a build from Go modules: Pulumi 3.1.0",
    ]);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it("fails when nothing works, with all reasons and what to do", async () => {
    const failing = obtainEngine({
      log,
      ways: ways({ download: refuse("no network"), build: refuse("go is not on the PATH") }),
    });
    await assert.rejects(failing, {
      message: `no Pulumi engine could be obtained:
  - on the PATH: none
  - kept from an earlier run: none
  - by download: no network
  - by a build from Go modules: go is not on the PATH
Install Pulumi 3.200.0 or newer (https://www.pulumi.com/docs/install/), or allow this machine to reach that site or Go's module proxy (with Go from https://go.dev/dl/), and run this again.`,
    });
  });
});
