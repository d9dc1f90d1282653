import assert from "node:assert/strict";
import * as v from "valibot";
import { explainValue } from "../../../components/settings/explain-value";

const color = v.picklist(["blue", "green"]);
const days = v.picklist([1, 7, 30]);
const share = v.pipe(v.number("must be a number"), v.maxValue(100, "must be at most 100"));
const count = v.pipe(v.number(), v.examples([2, 3]));

describe("explainValue", () => {
  const cases: [schema: v.GenericSchema, given: unknown, problem: string, remedy: string][] = [
    [v.string(), 5, "must be text", 'put it in quotes: "5"'],
    [v.string(), true, "must be text", 'put it in quotes: "true"'],
    [v.string(), ["a"], "must be text", "write a single text"],
    [v.boolean(), "true", "must be true or false", "remove the quotes: true"],
    [v.boolean(), 1, "must be true or false", "write true or false"],
    [color, "bleu", "must be blue or green", "did you mean blue?"],
    [color, "red", "must be blue or green", "write one of these"],
    [color, ["blue"], "must be blue or green", "write one of these"],
    [days, "7", "must be 1, 7 or 30", "remove the quotes: 7"],
    [share, "5", "must be a number", "remove the quotes: 5"],
    [share, 101, "must be at most 100", "write a number"],
    [days, 8, "must be 1, 7 or 30", "write 7 or 30, the nearest"],
    [days, 0, "must be 1, 7 or 30", "write 1, the nearest"],
    [days, 99, "must be 1, 7 or 30", "write 30, the nearest"],
    [days, "week", "must be 1, 7 or 30", "write one of these"],
    [v.picklist(["a"], "is odd"), "b", "is odd", "did you mean a?"],
    [count, "two", "must be a number", "write a number such as 2 or 3"],
  ];
  for (const [schema, given, problem, remedy] of cases) {
    it(`explains ${JSON.stringify(given)} where ${schema.expects} is wanted`, () => {
      const found = explainValue(schema, given, "some.path");
      assert.deepEqual([found.path, found.given], ["some.path", given]);
      assert.deepEqual([found.problem, found.remedy], [problem, remedy]);
    });
  }

  it("tells programs what was expected", () => {
    const found = (schema: v.GenericSchema, given: unknown) => {
      const { code, data } = explainValue(schema, given, "some.path");
      return { code, ...data };
    };
    assert.deepEqual(found(color, "red"), { code: "unknown-choice", choices: ["blue", "green"] });
    assert.deepEqual(found(v.string(), 5), { code: "not-a-text" });
    const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9));
    const fix = "write 9, the nearest";
    const range = { kind: "whole number", least: 1, most: 9 };
    assert.deepEqual(found(size, 12), { code: "out-of-range", ...range, fix });
    const rule = "must be at most 100";
    assert.deepEqual(found(share, 101), { code: "wrong-value", rule, fix: "write a number" });
  });
});
