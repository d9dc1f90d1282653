import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveCommandProvider } from "../../../simulator/provider/command";
import type { Server } from "../../../simulator/provider/grpc";
import { UNKNOWN } from "../../../simulator/model/values";
import { EngineSide } from "../engine-side";

describe("Command provider", () => {
  let folder: string;
  let server: Server;
  let engine: EngineSide;
  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-command-")));
    server = await serveCommandProvider({
      environment: { PATH: process.env["PATH"], ONLY: "this" },
      folder,
      withheld: /^SECRET$/,
    });
    engine = new EngineSide(server.port, "command:local:Command");
  });
  after(async () => {
    engine.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it("runs a command when it is created, and gives what it printed", async () => {
    const { id, state } = await engine.create({
      create: "echo out; echo err >&2; cat",
      stdin: "in",
    });
    assert.match(id, /^x[0-9a-f]{8}$/);
    assert.deepEqual([state["stdout"], state["stderr"]], ["out\nin", "err"]);
  });

  it("runs it in the folder and with the environment given, and with no other", async () => {
    mkdirSync(join(folder, "below"));
    const create = "pwd -P; echo $ONLY-$MORE-$HOME";
    const inFolder = async (more: object) =>
      (await engine.create({ create, environment: { MORE: "more" }, ...more })).state["stdout"];
    assert.equal(await inFolder({}), `${folder}\nthis-more-`);
    assert.equal(await inFolder({ dir: "below" }), `${folder}/below\nthis-more-`);
    assert.equal(await inFolder({ dir: tmpdir() }), `${realpathSync(tmpdir())}\nthis-more-`);
  });

  it("withholds the variables that it is told to", async () => {
    const environment = { SECRET: "s", OTHER: "o" };
    const { state } = await engine.create({ create: "echo $SECRET-$OTHER", environment });
    assert.equal(state["stdout"], "-o");
  });

  it("runs it with the interpreter given", async () => {
    const interpreter = [process.execPath, "--eval"];
    const { state } = await engine.create({ create: "console.log(6 * 7)", interpreter });
    assert.equal(state["stdout"], "42");
  });

  it("runs `update`, or else `create`, when it changes, and tells it what was printed last", async () => {
    const update = "echo $PULUMI_COMMAND_STDOUT again";
    const olds = { stdout: "hello", stderr: "" };
    assert.equal(
      (await engine.update("x", olds, { create: "echo a", update }))["stdout"],
      "hello again",
    );
    assert.equal((await engine.update("x", olds, { create: "echo a" }))["stdout"], "a");
    const silent = { update, addPreviousOutputInEnv: false };
    assert.equal((await engine.update("x", olds, silent))["stdout"], "again");
  });

  it("runs `delete` when it goes", async () => {
    const file = join(folder, "gone");
    await engine.delete("x", { delete: `echo $PULUMI_COMMAND_STDOUT > ${file}`, stdout: "last" });
    assert.equal(readFileSync(file, "utf8"), "last\n");
  });

  it("runs nothing in a preview", async () => {
    const file = join(folder, "previewed");
    const { state } = await engine.create({ create: `touch ${file}` }, true);
    assert.equal(state["stdout"], UNKNOWN);
    assert.equal(
      (await engine.update("x", {}, { create: `touch ${file}` }, true))["stdout"],
      UNKNOWN,
    );
    assert.ok(!existsSync(file));
  });

  it("is replaced when its triggers change, unless there is a command for updates", async () => {
    const change = async (more: object) =>
      (await engine.diff({ triggers: [1], ...more }, { triggers: [2], ...more })).getReplacesList();
    assert.deepEqual(await change({}), ["triggers"]);
    assert.deepEqual(await change({ update: "true" }), []);
  });

  it("answers the lookup `run`", async () => {
    assert.equal(
      (await engine.invoke("command:local:run", { command: "echo hi" }))["stdout"],
      "hi",
    );
  });

  it("fails when the command does, with what it printed", async () => {
    await assert.rejects(engine.create({ create: "echo oops >&2; exit 3" }), {
      details: 'exit status 3: running "echo oops >&2; exit 3":\noops\n',
    });
  });

  it("fails when a property or a type is not modelled", async () => {
    const [failure] = (
      await engine.check({ create: "true", archivePaths: ["x"] })
    ).getFailuresList();
    assert.match(
      failure?.getReason() ?? "",
      /^"archivePaths" is not modelled: add it to simulator\/provider\/command.ts, which knows create, /,
    );
    const other = new EngineSide(server.port, "command:remote:Command");
    await assert.rejects(other.check({}), {
      details:
        "resource type command:remote:Command is not modelled: add it to simulator/provider/command.ts",
    });
    other.close();
  });
});
