import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema, schemaFiles } from "../../../components/config/write-schema";

const root = join(__dirname, "../../..");

describe("jsonSchema", () => {
  it("is what holdfast.schema.json and docs/configuration.md have (else: npm run schema)", async () => {
    const files = await schemaFiles();
    assert.deepEqual(Object.keys(files), ["holdfast.schema.json", "docs/configuration.md"]);
    for (const [path, text] of Object.entries(files)) {
      assert.equal(readFileSync(join(root, path), "utf8"), text, path);
    }
  });

  it("accepts other packages' settings, but no unknown ones of holdfast", () => {
    const { properties } = jsonSchema();
    const { propertyNames } = properties!["config"] as { propertyNames: object };
    assert.deepEqual(propertyNames, {
      anyOf: [
        {
          enum: [
            ...["holdfast:network", "holdfast:addresses", "holdfast:entry", "holdfast:image"],
            ...["holdfast:backend", "holdfast:dns", "holdfast:jumpbox", "holdfast:internalHosts"],
            ...["holdfast:tags", "holdfast:budget", "holdfast:usage"],
          ],
        },
        { not: { pattern: "^holdfast:" } },
      ],
    });
  });

  it("admits what a stack's file has beside its configuration, as the engine writes it", () => {
    const { additionalProperties, properties, required } = jsonSchema();
    assert.equal(additionalProperties, undefined);
    assert.deepEqual(Object.keys(properties!), ["environment", "config"]);
    assert.deepEqual(required, ["config"]);
  });

  it("is named in the first line of the development stack's file", () => {
    const [line] = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8").split("\n");
    assert.equal(line, "# yaml-language-server: $schema=holdfast.schema.json");
  });
});
