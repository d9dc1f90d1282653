import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { useLab } from "./use-lab";

const golden = join(__dirname, "..", "golden", "haproxy");

describe("rendered haproxy.cfg", () => {
  const use = useLab();
  before(() => void use.lab.pointTo("blue"));

  for (const file of readdirSync(golden)) {
    it(`is accepted by HAProxy without a warning: ${file}`, async () => {
      const said = await use.lab.checkConfig(join(golden, file));
      assert.equal(said, "Configuration file is valid\n");
    });
  }
});
