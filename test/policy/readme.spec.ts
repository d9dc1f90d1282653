import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { ALL_POLICIES, POLICIES } from "../../policy/policies";
import { renderPolicies } from "./render-policies";

describe("README of the policies", () => {
  const file = join(__dirname, "../../policy/README.md");
  const text = readFileSync(file, "utf8");

  it("has the tables that the policies make (UPDATE_GOLDEN=1 writes them)", async () => {
    const tables = await format(renderPolicies(POLICIES), { parser: "markdown" });
    if (process.env["UPDATE_GOLDEN"]) {
      writeFileSync(file, text.slice(0, text.indexOf("### Multi-AZ")) + tables);
    }
    const written = readFileSync(file, "utf8");
    assert.ok(written.endsWith(tables), `the README should end with\n${tables}`);
  });

  it("counts them", () => {
    assert.match(text, new RegExp(`pack of ${ALL_POLICIES.length} policies`));
  });
});
