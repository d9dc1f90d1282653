import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { runMocked } from "../../../commands/shared/run-mocked";

class Made extends pulumi.CustomResource {
  constructor(name: string) {
    super("test:index:Made", name, {});
  }
}

describe("a program under mocks", () => {
  beforeEach(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
      call: () => ({}),
    }),
  );

  it("runs until its resources are registered", async () => {
    let id: string | undefined;
    await runMocked(() => {
      const made = new Made("made");
      made.id.apply((value) => (id = value));
    });
    assert.equal(id, "made");
  });

  it("keeps its warnings from the terminal", async () => {
    const { warn } = pulumi.log;
    const warnings = await runMocked(() => pulumi.log.warn("a small block"));
    assert.deepEqual(warnings, ["a small block"]);
    assert.equal(pulumi.log.warn, warn);
  });

  it("fails with an error that it leaves unhandled", async () => {
    const listeners = process.listeners("unhandledRejection");
    await assert.rejects(
      runMocked(() => void Promise.reject(new Error("left"))),
      /left/,
    );
    assert.deepEqual(process.listeners("unhandledRejection"), listeners);
  });

  it("fails with the error of a resource, though the program waits for ever for what depends on it", async () => {
    const forever = new Promise<void>(() => undefined);
    await assert.rejects(
      runMocked(() => {
        void Promise.reject(new Error("the first"));
        return forever;
      }),
      /the first/,
    );
  });

  it("leaves no promise of a failed program behind, for which the SDK would fail the process", () => {
    const script = `
      const pulumi = require("@pulumi/pulumi");
      const { runMocked } = require("./commands/shared/run-mocked");
      const newResource = ({ name, inputs }) => {
        if (name === "bad") throw new Error("no such type");
        return { id: name, state: inputs };
      };
      pulumi.runtime.setMocks({ newResource, call: () => ({}) });
      class Made extends pulumi.CustomResource {
        constructor(name, props) {
          super("test:index:Made", name, { ...props });
        }
      }
      runMocked(() => void new Made("other", { of: new Made("bad").id })).catch((error) =>
        process.stdout.write(error.message),
      );`;
    const cwd = join(__dirname, "../../..");
    const child = spawnSync(process.execPath, ["--import", "tsx", "--eval", script], {
      cwd,
      encoding: "utf8",
    });
    assert.match(child.stdout, /no such type$/);
    assert.deepEqual([child.stderr, child.status], ["", 0]);
  });

  it("fails when it waits for something that never comes, and nothing is under way", () => {
    const script = `
      const { runMocked } = require("./commands/shared/run-mocked");
      runMocked(() => new Promise(() => undefined)).catch((error) => {
        process.stdout.write(error.message);
        process.exitCode = 1;
      });`;
    const cwd = join(__dirname, "../../..");
    const child = spawnSync(process.execPath, ["--import", "tsx", "--eval", script], {
      cwd,
      encoding: "utf8",
    });
    assert.deepEqual(
      [child.stdout, child.stderr, child.status],
      ["the program waits for a value that never resolves", "", 1],
    );
  });

  it("takes no stack traces, and leaves others theirs", async () => {
    const before = Error.stackTraceLimit;
    let inside: number | undefined;
    await runMocked(() => (inside = Error.stackTraceLimit));
    assert.deepEqual([inside, Error.stackTraceLimit], [0, before]);
  });
});
