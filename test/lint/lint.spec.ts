import assert from "node:assert/strict";
import { join } from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

const root = join(__dirname, "../..");

/** The rules as they are, but those that need types: they would read the whole program. */
const lint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

const KEPT = ["holdfast/may-import", "no-restricted-syntax"];

async function refusals(file: string, code: string): Promise<string[]> {
  const results = await lint.lintText(code, { filePath: join(root, file) });
  return results
    .flatMap(({ messages }) => messages)
    .filter(({ ruleId, fatal }) => fatal === true || KEPT.includes(ruleId ?? ""))
    .map(({ message }) => message);
}

/** A file, what it may import and what it may not. */
const IMPORTS: readonly (readonly [file: string, allowed: string[], refused: string[]])[] = [
  ["index.ts", ["./components/tags"], ["./cost/estimate", "./stack/resource", "./test/x"]],
  [
    "components/network/vpc.ts",
    ["../settings/cidr", "@pulumi/aws", "node:fs"],
    [
      ...["../../commands/shared/options", "../../cost/settings", "../../lambda/x", "../../node/x"],
      ...["../../policy/pack", "../../simulator/x", "../../stack/resource", "../../index"],
    ],
  ],
  ["components/image/roll/roll.mjs", ["./look.mjs"], ["../../../commands/local/packer/packer.mjs"]],
  [
    "components/config/schema.ts",
    ["../../cost/settings", "../network/settings"],
    ["../../cost/estimate", "../../stack/resource"],
  ],
  ["components/settings/shape.ts", ["./value"], ["../network/settings", "../config/schema"]],
  [
    "components/front-door/ecs/check.ts",
    ["./settings", "../nlb/nlb", "../proxy/settings", "../kind", "../../network/vpc"],
    ["../haproxy/proxy-tier", "../nlb-alb/check", "../address-pair/check", "../accelerator/check"],
  ],
  ["components/front-door/haproxy/check.ts", ["../proxy/settings"], ["../ecs/check"]],
  ["components/front-door/nlb-alb/check.ts", ["../nlb/nlb"], ["../accelerator/check"]],
  ["components/front-door/accelerator/check.ts", ["../nlb/nlb"], ["../nlb-alb/check"]],
  ["components/front-door/address-pair/check.ts", ["../proxy/settings"], ["../haproxy/check"]],
  [
    "provider/x.ts",
    ["./plain", "../components/network/vpc"],
    ["../commands/shared/options", "../cost/settings", "../index", "../package.json"],
  ],
  [
    "policy/cost/x.ts",
    ["../model/policy", "../../cost/estimate", "../../stack/resource"],
    ["../../components/tags", "../../commands/shared/options", "../../simulator/account"],
  ],
  ["policy/x.mjs", ["./index"], ["../commands/shared/options"]],
  [
    "cost/pricing/x.ts",
    ["../../stack/resource"],
    ["../../commands/shared/table", "../../policy/x"],
  ],
  ["stack/x.ts", ["./resource"], ["../commands/shared/load-yaml", "../cost/settings"]],
  ["simulator/model/x.ts", ["../account"], ["../../stack/resource", "../../commands/x"]],
  ["lambda/follow-addresses/x.ts", ["./run"], ["../../components/tags", "../../stack/resource"]],
  ["node/x.mjs", ["./y.mjs"], ["../lambda/x", "../components/x.mjs"]],
  ["bin/start.cjs", [], ["../components/tags"]],
  [
    "commands/cost/main.ts",
    ["../../components/tags", "../../policy/pack", "../../simulator/account", "../../cost/x"],
    ["../../bench/table", "../../test/support/recorder"],
  ],
  ["bench/main.ts", ["../commands/local/session", "../index"], ["../test/support/recorder"]],
  [
    "examples/two-components/index.ts",
    ["@holdfast-owner/holdfast", "@holdfast-owner/holdfast/ecs"],
    ["../../components", "../../index"],
  ],
  ["template/index.ts", ["@holdfast-owner/holdfast"], ["../components", "../index"]],
  ["components/tags.ts", [], ["@holdfast-owner/holdfast", "@holdfast-owner/holdfast/ecs"]],
  ["test/x.spec.ts", ["../bench/table", "./support/recorder", "../index"], []],
  ["new-folder/x.ts", ["./y"], ["../components/tags"]],
];

describe("lint of imports", () => {
  for (const [file, allowed, refused] of IMPORTS) {
    it(`holds what ${file} may import`, async () => {
      const importing = (path: string) => refusals(file, `import ${JSON.stringify(path)};`);
      for (const path of allowed) assert.deepEqual(await importing(path), [], path);
      for (const path of refused) assert.equal((await importing(path)).length, 1, path);
    });
  }

  for (const [file, code] of [
    ["bench/x.ts", 'import type { X } from "../test/x";'],
    ["bench/x.ts", 'export * from "../test/x";'],
    ["bench/x.ts", 'export { x } from "../test/x";'],
    ["bench/x.ts", 'type X = import("../test/x").X;'],
    ["bench/x.ts", 'import x = require("../test/x");'],
    ["bench/x.mjs", 'await import("../test/x");'],
    ["bench/x.cjs", 'require("../test/x");'],
  ] as const) {
    it(`sees ${code}`, async () => {
      assert.deepEqual(await refusals(file, code), [
        'bench may not import test/x: see "Where things go" in CONTRIBUTING.md',
      ]);
    });
  }
});

describe("lint of spreads", () => {
  it("refuses the spread of a literal, and no other", async () => {
    const code = (spread: string) => `export const x = (y) => ({ ...${spread} });`;
    assert.deepEqual(await refusals("x.mjs", code("{ y }")), [
      "Write the properties of a literal without a spread.",
    ]);
    assert.deepEqual(await refusals("x.mjs", code("y")), []);
  });
});
