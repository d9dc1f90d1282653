import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema } from "../../../commands/fleet/write-schema";

describe("jsonSchema of a fleet", () => {
  it("is what fleet.schema.json has (else: npm run schema)", () => {
    const file = readFileSync(join(__dirname, "../../../commands/fleet/fleet.schema.json"), "utf8");
    assert.deepEqual(JSON.parse(file), jsonSchema());
  });
});
