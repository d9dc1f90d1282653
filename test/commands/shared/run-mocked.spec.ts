import assert from "node:assert/strict";
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

  it("fails with an error that it leaves unhandled", async () => {
    const listeners = process.listeners("unhandledRejection");
    await assert.rejects(
      runMocked(() => void Promise.reject(new Error("left"))),
      /left/,
    );
    assert.deepEqual(process.listeners("unhandledRejection"), listeners);
  });

  it("takes no stack traces, and leaves others theirs", async () => {
    const before = Error.stackTraceLimit;
    let inside: number | undefined;
    await runMocked(() => (inside = Error.stackTraceLimit));
    assert.deepEqual([inside, Error.stackTraceLimit], [0, before]);
  });
});
