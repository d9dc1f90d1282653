import assert from "node:assert/strict";
import { seedAccount } from "../../simulator";
import { fromStackExport } from "../../stack/export";
import { readStackSettings } from "../../stack/stack-settings";
import { ROOT } from "../../commands/local/program";
import { checkInputs } from "../inputs/check-inputs";
import { TestStack } from "../support/test-stack";

/*
 * The export of every example stack, against what AWS publishes of its inputs. Not in `npm test`, as AWS's schemas
 * and models come from PyPI.
 */
const STACKS = [
  ...["dev", "staging", "prod", "nlb", "alb", "pair", "ecs", "accelerator", "host", "image"],
] as const;

describe("inputs of the example stacks", function () {
  this.timeout(600_000);
  for (const name of STACKS) {
    it(`are what AWS takes: ${name}`, async () => {
      const { sections, region } = readStackSettings(ROOT, name);
      const stack = await TestStack.open(sections);
      try {
        seedAccount(stack.session.account);
        await stack.up();
        const resources = fromStackExport(await stack.export());
        assert.deepEqual(await checkInputs(resources, region), []);
      } finally {
        await stack.close();
      }
    });
  }
});
