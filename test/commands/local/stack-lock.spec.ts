import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { clearStackLock, readLocks, stateOf } from "../../../commands/local/stack-lock";
import { temporaryFolder, writeText } from "./fakes";

const lockOf = (pid: number, host = hostname(), timestamp = new Date().toISOString()) => ({
  pid,
  hostname: host,
  username: "ann",
  timestamp,
});

const deadProcess = (): number => spawnSync(process.execPath, ["--version"]).pid;

describe("stack lock", () => {
  const folder = temporaryFolder();
  const logged: string[] = [];
  let cancelled = 0;
  beforeEach(() => {
    logged.length = 0;
    cancelled = 0;
  });

  const clear = (locks: () => ReturnType<typeof readLocks>, patienceMs = 0): Promise<void> =>
    clearStackLock(
      locks,
      () => Promise.resolve(cancelled++),
      (line) => logged.push(line),
      patienceMs,
    );

  it("is read from the file backend, one stack's only", () => {
    const locks = folder(".pulumi", "locks", "organization", "holdfast");
    writeText(`${locks}/dev/1.json`, JSON.stringify(lockOf(7)));
    writeText(`${locks}/prod/2.json`, JSON.stringify(lockOf(8)));
    assert.deepEqual(
      readLocks(folder(), "holdfast", "dev").map(({ pid }) => pid),
      [7],
    );
    assert.deepEqual(readLocks(folder(), "holdfast", "test"), []);
  });

  it("is dead when it was cut off in the middle of its writing", () => {
    writeText(folder(".pulumi/locks/organization/holdfast/dev/1.json"), "");
    assert.deepEqual(readLocks(folder(), "holdfast", "dev").map(stateOf), ["dead"]);
  });

  it("is live while its process runs, dead after it, and foreign on another machine", () => {
    assert.equal(stateOf(lockOf(process.pid)), "live");
    assert.equal(stateOf(lockOf(deadProcess())), "dead");
    assert.equal(stateOf(lockOf(process.pid, "elsewhere")), "foreign");
  });

  it("is dead when it is older than this machine's start, whoever has its process id now", () => {
    assert.equal(stateOf(lockOf(process.pid, hostname(), "2001-01-01T00:00:00Z")), "dead");
  });

  it("is not touched when there is none", async () => {
    await clear(() => []);
    assert.deepEqual([cancelled, logged], [0, []]);
  });

  it("is removed by the engine, with one line, when it is dead", async () => {
    const pid = deadProcess();
    await clear(() => [lockOf(pid)]);
    assert.equal(cancelled, 1);
    assert.deepEqual(logged, [
      `Stack lock: removed, it was left behind by a killed engine (process ${pid})`,
    ]);
  });

  describe("of a running process", () => {
    let holder: ChildProcess;
    beforeEach(() => (holder = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"])));
    afterEach(() => void holder.kill("SIGKILL"));

    it("is waited for", async () => {
      const ended = once(holder, "exit");
      const pid = holder.pid!;
      const clearing = clear(() => [lockOf(pid)], 60_000);
      holder.kill("SIGKILL");
      await ended;
      await clearing;
      assert.equal(cancelled, 1);
      assert.match(logged[0]!, new RegExp(`held by process ${pid}; waiting for it to end`));
    });

    it("fails when it does not end, saying who holds it and what to do", async () => {
      const lock = lockOf(holder.pid!);
      await assert.rejects(
        clear(() => [lock]),
        {
          message:
            `the stack is locked by process ${lock.pid} of ann@${hostname()} since ` +
            `${lock.timestamp}: wait until it ends, or, if it no longer runs, remove the lock ` +
            "with `npm run local -- cancel --yes`",
        },
      );
      assert.equal(cancelled, 0);
    });
  });

  it("fails when it is another machine's, beside one that is dead", async () => {
    const locks = [lockOf(deadProcess()), lockOf(1, "elsewhere")];
    await assert.rejects(
      clear(() => locks),
      /locked by process 1 of ann@elsewhere/,
    );
    assert.equal(cancelled, 0);
  });
});
