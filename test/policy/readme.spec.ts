import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { ALL_POLICIES, POLICIES } from "../../policy/policies";
import { renderPolicies } from "./render-policies";

describe("README of the policies", () => {
  const text = readFileSync(join(__dirname, "../../policy/README.md"), "utf8");

  it("has the tables that the policies make", async () => {
    const tables = await format(renderPolicies(POLICIES), { parser: "markdown" });
    assert.ok(text.endsWith(tables), `the README should end with\n${tables}`);
  });

  it("counts them", () => {
    assert.match(text, new RegExp(`pack of ${ALL_POLICIES.length} policies`));
  });
});
