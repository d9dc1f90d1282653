import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ALL_POLICIES } from "../../policy/policies";
import { problemsIn } from "../../policy/check-config";
import { SCHEMA_FILE, schemaText } from "../../policy/write-schema";

const CONFIG = join(__dirname, "../../policy/config");

describe("schema of the pack's configuration", () => {
  it("is what policy/config.schema.json has (else: npm run schema)", async () => {
    assert.equal(readFileSync(SCHEMA_FILE, "utf8"), await schemaText());
  });

  it("has every policy with its settings, and nothing else", () => {
    const schema = JSON.parse(readFileSync(SCHEMA_FILE, "utf8")) as {
      additionalProperties: boolean;
      properties: Record<string, { anyOf: [unknown, { properties: object }] }>;
    };
    const { all, environments, ...policies } = schema.properties;
    assert.ok(all && environments);
    assert.equal(schema.additionalProperties, false);
    assert.deepEqual(
      Object.entries(policies).map(([name, { anyOf }]) => [name, Object.keys(anyOf[1].properties)]),
      ALL_POLICIES.map(({ name, settings }) => [
        name,
        ["enforcementLevel", ...Object.keys(settings)],
      ]),
    );
  });

  for (const file of readdirSync(CONFIG)) {
    it(`fits config/${file}`, () => {
      const config = JSON.parse(readFileSync(join(CONFIG, file), "utf8")) as Record<
        string,
        unknown
      >;
      const settings = Object.entries(config).map(([name, value]) => [
        name,
        typeof value === "object" ? value : {},
      ]);
      const problems = problemsIn(
        Object.fromEntries(settings) as Record<string, Record<string, unknown>>,
        ALL_POLICIES,
      );
      assert.deepEqual(problems, []);
    });
  }
});
