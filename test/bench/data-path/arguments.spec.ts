import assert from "node:assert/strict";
import { readPathOptions } from "../../../bench/data-path/arguments";

describe("options of bench:path", () => {
  it("have defaults that measure everything", () => {
    assert.deepEqual(readPathOptions([]), {
      nodes: [1, 2, 4],
      rounds: 5,
      seconds: 3,
      connections: 64,
      json: false,
      variants: ["direct", "plain", "holdfast", "quiet", "http"],
    });
  });

  it("are taken from the command line", () => {
    const argv = ["--nodes", "2", "--rounds", "1", "--variants", "direct,plain", "--json"];
    assert.deepEqual(readPathOptions(argv), {
      nodes: [2],
      rounds: 1,
      seconds: 3,
      connections: 64,
      json: true,
      variants: ["direct", "plain"],
    });
  });

  it("fails when something is wrong, with every problem", () => {
    const argv = ["--nodes", "0,2", "--seconds", "soon", "--variants", "nginx"];
    assert.throws(() => readPathOptions(argv), {
      message: [
        "--nodes 0: must be a whole number from 1 to 8",
        "--seconds soon: must be a whole number from 1 to 60",
        "--variants nginx: must be one of direct, plain, holdfast, quiet, http",
      ].join("\n  "),
    });
  });
});
