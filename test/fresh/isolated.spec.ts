import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "../commands/local/fakes";
import { expectSuccess, runIsolated } from "./isolated";

describe("isolated command", () => {
  const folder = temporaryFolder();
  const options = (stop = new AbortController()) => ({ stop: stop.signal, show: false });
  before(function () {
    if (process.getuid?.() !== 0) this.skip();
  });

  it("answers its exit code, and what it wrote", async () => {
    const ended = await runIsolated(["sh", "-c", "echo out; exit 7"], options());
    assert.deepEqual(ended, { status: 7, output: "out\n" });
    await assert.rejects(
      expectSuccess("make", Promise.resolve(ended)),
      /^Error: make: exit code 7\nout$/,
    );
    assert.equal(await expectSuccess("make", Promise.resolve({ ...ended, status: 0 })), "out\n");
  });

  it("leaves no mount behind", async () => {
    const script = `mount -t tmpfs tmpfs ${folder()} && grep -c ${folder()} /proc/mounts`;
    const { output } = await runIsolated(["sh", "-c", script], options());
    assert.equal(output, "1\n");
    assert.ok(!readFileSync("/proc/mounts", "utf8").includes(folder()));
  });

  it("ends with its children when it is told to stop", async () => {
    const stop = new AbortController();
    const script = `(sleep 1000; : > ${folder("ended")}) & : > ${folder("started")}; wait`;
    const running = runIsolated(["sh", "-c", script], options(stop));
    while (!existsSync(folder("started"))) await sleep(10);
    stop.abort(new Error("stopped"));
    await assert.rejects(running, /stopped/);
    await assert.rejects(runIsolated(["true"], options(stop)), /stopped/);
  });

  it("ends when the process that runs it is killed", async () => {
    const script = `: > ${folder("started")}; sleep 100`;
    const code = `require(${JSON.stringify(join(__dirname, "isolated.ts"))}).runIsolated(
      ["sh", "-c", ${JSON.stringify(script)}],
      { stop: new AbortController().signal, show: true },
    );`;
    const runner = spawn(process.execPath, ["--require", "tsx", "--eval", code], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    // The command has the same standard error: it is closed when both have ended.
    const closed = once(runner, "close");
    while (!existsSync(folder("started"))) await sleep(10);
    runner.kill("SIGKILL");
    await closed;
  });
});
