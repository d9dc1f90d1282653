import assert from "node:assert/strict";
import { read } from "../docs/pages";

describe("docs/other-languages.md", () => {
  for (const example of ["yaml-fixed-egress/Pulumi.yaml", "python-front-door/__main__.py"]) {
    it(`has examples/${example}, whole`, () => {
      const page = read("docs/other-languages.md");
      assert.ok(page.includes(`\n${read(`examples/${example}`)}\`\`\`\n`));
    });
  }
});
