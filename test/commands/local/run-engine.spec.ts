import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EngineRun, askEngine, runEngine } from "../../../commands/local/run-engine";
import { temporaryFolder, writeScript, writeText } from "./fakes";

describe("engine run", () => {
  const folder = temporaryFolder();
  const engine = (body: string): EngineRun => ({
    pulumi: writeScript(folder("pulumi"), body),
    cwd: folder(),
    env: { PATH: "/usr/bin:/bin", STACK: "dev" },
  });

  it("answers the exit code", async () => {
    assert.equal((await runEngine(engine("exit $1"), ["0"])).code, 0);
    assert.equal((await runEngine(engine("exit $1"), ["7"])).code, 7);
  });

  it("answers 128 and the number of the signal that ended the engine, as shells do", async () => {
    assert.deepEqual(await runEngine(engine("kill -9 $$"), []), {
      code: 137,
      isInterrupted: false,
    });
  });

  it("has the working directory and the environment given, and no other", async () => {
    const asked = await askEngine(engine('echo "$PWD $STACK [$HOME] $*"'), ["stack", "export"]);
    assert.equal(asked, `${folder()} dev [] stack export\n`);
  });

  it("fails with all that the engine said", async () => {
    const broken = engine("echo partial; echo why >&2; exit 1");
    await assert.rejects(askEngine(broken, ["up"]), {
      message: "pulumi up failed: partial\nwhy",
    });
  });

  it("fails when there is no engine", async () => {
    await assert.rejects(runEngine({ ...engine(""), pulumi: folder("none") }, []), /ENOENT/);
  });

  it("leaves the end to the engine when it is interrupted, and tells", async () => {
    writeScript(
      folder("pulumi"),
      `trap 'echo $1 > ${folder("signal")}; exit 9' INT TERM
       echo > ${folder("ready")}; for _ in $(seq 100); do sleep 0.05; done`,
    );
    const program = writeText(
      folder("run.ts"),
      `import { runEngine } from ${JSON.stringify(join(__dirname, "../../../commands/local/run-engine"))};
       runEngine({ pulumi: ${JSON.stringify(folder("pulumi"))}, cwd: ".", env: process.env as never }, ["told"])
         .then(({ code, isInterrupted }) => process.exit(isInterrupted ? code : 1));`,
    );
    const run = spawn(process.execPath, ["--import", require.resolve("tsx"), program], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    while (!existsSync(folder("ready"))) {
      await sleep(10);
    }
    run.kill("SIGINT");
    assert.deepEqual(await once(run, "exit"), [9, null]);
    assert.equal(readFileSync(folder("signal"), "utf8"), "told\n");
  });
});
