import assert from "node:assert/strict";
import * as v from "valibot";
import { sections } from "../../../components/config/sections";

describe("schema", () => {
  it("has a description for every section and for every setting that is not a kind", () => {
    const undescribed: string[] = [];
    const visit = (schema: v.GenericSchema, path: string, described: boolean): void => {
      const { wrapped, options, entries } = schema as {
        wrapped?: v.GenericSchema;
        options?: (v.GenericSchema | string)[];
        entries?: Record<string, v.GenericSchema>;
      };
      const explained = described || v.getDescription(schema) !== undefined;
      if (wrapped) return visit(wrapped, path, explained);
      if (!explained) undescribed.push(path);
      for (const option of options ?? []) if (typeof option === "object") visit(option, path, true);
      for (const [key, entry] of Object.entries(entries ?? {})) {
        if (entry.type !== "literal") visit(entry, `${path}.${key}`, false);
      }
    };
    for (const [name, schema] of Object.entries(sections)) visit(schema, name, false);
    assert.deepEqual(undescribed, []);
  });

  it("gives examples that fit", () => {
    const { cidr, availabilityZones, flowLogs } = sections.network.entries;
    for (const schema of [
      cidr.wrapped,
      availabilityZones.wrapped,
      flowLogs.wrapped.entries.retentionDays,
    ]) {
      const examples = v.getExamples(schema);
      assert.ok(examples.length > 0);
      for (const example of examples) assert.ok(v.is(schema, example));
    }
  });

  it("leaves nothing to be written but the CIDR", () => {
    assert.ok(v.is(sections.network, { cidr: "10.20.0.0/16" }));
    assert.ok(v.is(sections.addresses, {}));
    assert.ok(v.is(sections.tags, {}));
  });
});
