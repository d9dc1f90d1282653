import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../../commands/drill/lab/eventually";
import { isAlive } from "../../../commands/shared/is-alive";
import { temporaryFolder } from "./fakes";

/** Starts a process that starts another one, both with the guard's environment, and one without it. */
const PROGRAM = `
  const { spawn } = require("node:child_process");
  const { openGuard } = require(${JSON.stringify(join(__dirname, "../../../commands/local/guard"))});
  const guard = openGuard();
  const start = (command, env) => spawn("/bin/sh", ["-c", command], {
    env: { PATH: process.env.PATH, ...env }, detached: true, stdio: "ignore",
  }).pid;
  const guarded = start("sleep 1000 & echo $! > " + process.argv[1] + "; wait", guard.env);
  const other = start("exec sleep 1000", {});
  process.on("message", () => guard.close().then(() => process.exit()));
  process.send({ guarded, other });
`;

const until = (what: () => boolean): Promise<unknown> => eventually(() => Promise.resolve(what()));

describe("guard", () => {
  const folder = temporaryFolder();
  let victim: ChildProcess;
  let pids: number[];
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  async function start(): Promise<{ guarded: number; grandchild: number; other: number }> {
    const args = ["--require", "tsx/cjs", "--eval", PROGRAM, folder("pid")];
    victim = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const [started] = (await once(victim, "message")) as [{ guarded: number; other: number }];
    await until(
      () => existsSync(folder("pid")) && readFileSync(folder("pid"), "utf8").endsWith("\n"),
    );
    const grandchild = Number(readFileSync(folder("pid"), "utf8"));
    pids = [started.guarded, grandchild, started.other];
    return { ...started, grandchild };
  }
  afterEach(() => {
    for (const pid of pids.filter(isAlive)) process.kill(pid, "SIGKILL");
  });

  it("ends what has its environment when its process is killed, and nothing else", async () => {
    const { guarded, grandchild, other } = await start();
    victim.kill("SIGKILL");
    await until(() => !isAlive(guarded) && !isAlive(grandchild));
    assert.ok(isAlive(other));
  });

  it("ends nothing once it is closed", async () => {
    const { guarded, grandchild } = await start();
    const ended = once(victim, "exit");
    victim.send("close");
    await ended;
    assert.ok(isAlive(guarded) && isAlive(grandchild));
  });
});
