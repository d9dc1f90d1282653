import assert from "node:assert/strict";
import * as v from "valibot";
import { settingPath, validateShape } from "../../../components/settings/validate-shape";

const square = v.strictObject({ kind: v.literal("square"), side: v.number() });
const circle = v.strictObject({ kind: v.literal("circle"), radius: v.optional(v.number(), 1) });
const drawing = v.strictObject({
  title: v.pipe(v.string(), v.examples(["House"])),
  shape: v.optional(v.variant("kind", [square, circle]), { kind: "circle" }),
  colors: v.optional(v.array(v.picklist(["red", "blue"]))),
  labels: v.optional(v.record(v.string(), v.string())),
  size: v.optional(v.union([v.number(), v.array(v.string())], "is no size")),
});

const found = (value: unknown) =>
  validateShape(drawing, value, "drawing").map(({ path, problem }) => `${path} ${problem}`);

describe("validateShape", () => {
  it("finds nothing wrong with a value that fits", () => {
    assert.deepEqual(found({ title: "x" }), []);
    assert.deepEqual(
      found({
        title: "x",
        shape: { kind: "square", side: 2 },
        colors: ["red", "red"],
        labels: { a: "b" },
        size: ["a4"],
      }),
      [],
    );
  });

  it("accepts what the library accepts, and nothing else", () => {
    const values: unknown[] = [
      { title: "x", size: 3 },
      { title: 3 },
      { title: "x", shape: { kind: "square" } },
      { title: "x", shape: { kind: "circle", side: 2 } },
      { title: "x", colors: ["green"] },
      { title: "x", labels: { a: 1 } },
      { title: "x", size: "big" },
      { title: "x", more: 1 },
      "x",
      7,
    ];
    for (const value of values) {
      assert.equal(found(value).length === 0, v.is(drawing, value), JSON.stringify(value));
    }
  });

  it("finds every unknown setting, those of other kinds and what is missing", () => {
    assert.deepEqual(found({ tilte: "x", shape: { kind: "square", radius: 1, angle: 2 } }), [
      "drawing.tilte is not a setting: drawing has title, shape, colors, labels and size",
      "drawing.title is missing",
      "drawing.shape.radius requires kind: circle, but kind is square",
      "drawing.shape.angle is not a setting: drawing.shape has kind and side",
      "drawing.shape.side is missing",
    ]);
  });

  it("takes no list for a map and no map for a list, at any depth", () => {
    assert.deepEqual(found([]), ["drawing must be a map of settings"]);
    assert.deepEqual(found({ title: "x", shape: [], labels: [], colors: { red: 1 } }), [
      "drawing.shape must be a map of settings",
      "drawing.colors must be a list",
      "drawing.labels must be a map of settings",
    ]);
  });

  it("explains lists and maps by their elements", () => {
    assert.deepEqual(
      found({ title: "x", colors: ["red", "green"], labels: { "a b": 1 }, size: ["a", 1] }),
      [
        "drawing.colors[1] must be red or blue",
        'drawing.labels["a b"] must be text',
        "drawing.size[1] must be text",
      ],
    );
  });

  it("shows by an example how to write what is missing", () => {
    assert.equal(validateShape(drawing, {}, "drawing")[0]?.remedy, "add title: House");
  });
});

describe("settingPath", () => {
  it("quotes names that are not plain", () => {
    assert.equal(settingPath("a.b", "egress-a"), "a.b.egress-a");
    assert.equal(settingPath("a.b", "aws:x"), 'a.b["aws:x"]');
  });
});
