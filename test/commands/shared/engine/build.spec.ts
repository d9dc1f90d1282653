import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { BUILD_VERSION, buildEngine, buildHash } from "../../../../commands/shared/engine/build";
import { temporaryFolder, writeScript } from "../../local/fakes";

describe("engine build", () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  const { PATH, GOFLAGS, GOOS } = process.env;
  beforeEach(() => {
    lines.length = 0;
    mkdirSync(folder("engine"));
    process.env["PATH"] = `${folder("bin")}:/bin:/usr/bin`;
    process.env["GOFLAGS"] = "-buildvcs=false";
    process.env["GOOS"] = "plan9";
  });
  afterEach(() => {
    for (const [name, value] of Object.entries({ PATH, GOFLAGS, GOOS })) {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    }
  });

  /** A fake go of a version, which records what it should install. */
  const writeGo = (version: string, install = "true"): string =>
    writeScript(
      folder("bin", "go"),
      `[ "$1" = env ] && { echo go${version}; exit; }
       echo "$(basename "$PWD") $GOBIN $CGO_ENABLED $GOWORK $GOFLAGS [$GOOS] $*" >> ${folder("calls")}
       ${install}`,
    );
  const build = (): Promise<void> => buildEngine(folder("engine"), (line) => lines.push(line));

  it("has the version that the modules pin, and a hash of them", () => {
    assert.match(BUILD_VERSION, /^3\.\d+\.\d+$/);
    assert.match(buildHash(), /^[0-9a-f]{12}$/);
  });

  it("installs the CLI and its host, each with its version, for this machine", async () => {
    writeGo("1.99.0");
    await build();
    const calls = readFileSync(folder("calls"), "utf8").trim().split("\n");
    assert.equal(calls.length, 2);
    for (const [index, module] of ["cli", "host"].entries()) {
      const call = calls[index] ?? "";
      const settings = `${module} ${folder("engine", "bin")} 0 off -buildvcs=false [] install`;
      assert.ok(call.startsWith(settings), call);
      assert.ok(call.endsWith(" tool"), call);
      assert.match(call, /version\.Version=v3\.\d+\.\d+ /);
    }
    assert.ok(calls[0]?.includes(`Version=v${BUILD_VERSION} `));
  });

  it("says that go fetches a newer toolchain itself when it can", async () => {
    writeGo("1.22.1");
    await build();
    assert.match(
      lines[0] ?? "",
      /require Go 1\.\d+\.0 and .*go is 1\.22\.1: go downloads the newer/,
    );
  });

  it("fails when go is too old to do that", async () => {
    writeGo("1.19.8");
    await assert.rejects(build(), /the modules require Go 1\.\d+\.0, but .*go is 1\.19\.8$/);
  });

  it("fails when there is no go", async () => {
    process.env["PATH"] = folder("bin");
    await assert.rejects(build(), /^Error: go is not on the PATH$/);
  });

  it("fails with what go says last", async () => {
    writeGo("1.99.0", "echo go: downloading x >&2; echo 'no space left' >&2; exit 1");
    await assert.rejects(build(), { message: "go install failed: no space left" });
  });
});
