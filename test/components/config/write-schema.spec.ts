import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema } from "../../../components/config/write-schema";

const root = join(__dirname, "../../..");

describe("jsonSchema", () => {
  it("is what holdfast.schema.json has (else: npm run schema)", () => {
    const file = readFileSync(join(root, "holdfast.schema.json"), "utf8");
    assert.deepEqual(JSON.parse(file), jsonSchema());
  });

  it("admits other packages' settings and no unknown ones of ours", () => {
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

  it("is named in the first line of the development stack's file", () => {
    const [line] = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8").split("\n");
    assert.equal(line, "# yaml-language-server: $schema=holdfast.schema.json");
  });
});
