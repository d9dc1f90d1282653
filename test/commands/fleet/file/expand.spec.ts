import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { basesOf, expandStacks } from "../../../../commands/fleet/file/expand";
import { type FleetFile, fleetSchema } from "../../../../commands/fleet/file/schema";

const BASES = new Map([
  ["base.yaml", { "aws:region": "us-east-1", "holdfast:network": { cidr: "10.0.0.0/16" } }],
  ["other.yaml", { "aws:region": "eu-west-1" }],
]);
const file = (settings: object): FleetFile =>
  v.parse(fleetSchema, { base: "base.yaml", ...settings });
const expand = (settings: object) => expandStacks(file(settings), BASES);

describe("expandStacks", () => {
  it("makes a stack of each combination, with the values that belong to each", () => {
    const { stacks, problems } = expand({
      config: {
        "holdfast:network": { cidr: "10.{octet}.0.0/16" },
        "holdfast:tags": { p: "{stack}" },
      },
      matrix: {
        name: "{partner}-{stage}",
        axes: { partner: { acme: { octet: 20 }, globex: { octet: 21 } }, stage: ["test", "live"] },
      },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      stacks.map(({ name, config }) => [name, config["holdfast:network"]]),
      [
        ["acme-test", { cidr: "10.20.0.0/16" }],
        ["acme-live", { cidr: "10.20.0.0/16" }],
        ["globex-test", { cidr: "10.21.0.0/16" }],
        ["globex-live", { cidr: "10.21.0.0/16" }],
      ],
    );
    assert.deepEqual(stacks[0]!.config["holdfast:tags"], { p: "acme-test" });
  });

  it("adjusts a stack of the matrix by its name, and adds others", () => {
    const { stacks } = expand({
      matrix: { name: "{p}", axes: { p: ["one", "two"] } },
      stacks: {
        two: { base: "other.yaml", config: { "holdfast:tags": { p: "{p}" } } },
        three: { values: { p: 3 }, config: { "holdfast:tags": { p: "{p}" } } },
      },
    });
    assert.deepEqual(
      stacks.map(({ name, config }) => [name, config["aws:region"], config["holdfast:tags"]]),
      [
        ["one", "us-east-1", undefined],
        ["two", "eu-west-1", { p: "two" }],
        ["three", "us-east-1", { p: 3 }],
      ],
    );
  });

  it("fails when two combinations have one name", () => {
    const { problems } = expand({ matrix: { name: "{a}", axes: { a: ["x"], b: [1, 2] } } });
    assert.deepEqual(problems, [
      {
        path: "matrix.name",
        given: "{a}",
        code: "matrix-name-twice",
        data: { name: "x" },
        problem: "gives two stacks the name x",
        remedy: "use every axis in the name",
      },
    ]);
  });

  it("fails once for a name without a value that all stacks lack", () => {
    const { problems } = expand({
      config: { "aws:region": "{region}" },
      matrix: { name: "{a}", axes: { a: ["x", "y"] } },
    });
    assert.deepEqual(
      problems.map(({ problem }) => problem),
      ["refers to {region}, but the stack has a and stack"],
    );
  });

  it("fails when there is no stack, or one without a possible name", () => {
    const codeOf = (given: object) => expand(given).problems[0]!.code;
    assert.equal(codeOf({}), "fleet-empty");
    for (const name of ["a/b", "-a", "", "x".repeat(101)]) {
      assert.equal(codeOf({ stacks: { [name]: {} } }), "not-a-stack-name");
    }
  });

  it("makes as many stacks as there are combinations, each with its own name, in a stable order", () => {
    const axisArbitrary = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 4 });
    fc.assert(
      fc.property(axisArbitrary, axisArbitrary, (a, b) => {
        const { stacks } = expand({ matrix: { name: "{a}.{b}", axes: { a, b } } });
        const expected = a.flatMap((one) => b.map((other) => `${one}.${other}`));
        assert.deepEqual(
          stacks.map(({ name }) => name),
          expected,
        );
      }),
    );
  });
});

describe("basesOf", () => {
  it("names each base once, with the first place that does", () => {
    const bases = basesOf(
      file({ stacks: { a: { base: "other.yaml" }, b: { base: "other.yaml" } } }),
    );
    assert.deepEqual(
      [...bases],
      [
        ["base.yaml", "base"],
        ["other.yaml", "stacks.a.base"],
      ],
    );
  });
});
