import assert from "node:assert/strict";
import { readArguments } from "../../../commands/fleet/arguments";
import { fromCaller } from "../../../commands/shared/options";

describe("readArguments", () => {
  it("reads the command, the file and the options", () => {
    const plain = { file: fromCaller("f.yaml"), resume: false, aws: false, json: false };
    assert.deepEqual(readArguments(["up", "--file", "f.yaml"]), {
      command: "up",
      only: undefined,
      parallel: undefined,
      ...plain,
    });
    assert.deepEqual(
      readArguments([
        ...["destroy", "--file", "f.yaml", "--only", "a*", "--only", "b", "--parallel", "3"],
        ...["--resume", "--aws", "--yes", "--json"],
      ]),
      {
        command: "destroy",
        file: fromCaller("f.yaml"),
        only: ["a*", "b"],
        parallel: 3,
        resume: true,
        aws: true,
        json: true,
      },
    );
  });

  it("gives help where nothing, or help, is asked for", () => {
    for (const args of [[], ["--help"], ["-h"], ["up", "--help"]]) {
      assert.equal(readArguments(args), "help");
    }
  });

  it("asks for no agreement to what changes nothing in AWS", () => {
    for (const command of ["preview", "matrix", "write"]) {
      assert.ok(readArguments([command, "--file", "f.yaml", "--aws"]));
    }
  });

  const FILE = ["--file", "f.yaml"];
  for (const [args, message] of [
    [
      ["down", ...FILE],
      /the command must be one of preview, up, destroy, matrix or write \(got "down"\)/,
    ],
    [["up", "stack", ...FILE], /got "up stack"/],
    [["up"], /--file/],
    [["up", ...FILE, "--parallel", "0"], /--parallel 0: must be a whole number from 1 on/],
    [["up", ...FILE, "--paralel", "2"], /Unknown option '--paralel'. Did you mean --parallel\?/],
    [["up", ...FILE, "--aws"], /check `preview --aws` first, then add --yes/],
    [["destroy", ...FILE, "--aws"], /add --yes/],
  ] as const) {
    it(`refuses ${args.join(" ")}`, () => assert.throws(() => readArguments(args), message));
  }
});
