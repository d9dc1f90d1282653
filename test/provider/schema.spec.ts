import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../commands/local/program";
import { readProviderSchema } from "../support/provider-process";

const GOLDEN = join(ROOT, "test/golden/provider-schema.json");

interface Described {
  readonly description?: string;
}

interface ProviderSchema {
  readonly version: string;
  readonly resources: Readonly<
    Record<
      string,
      Described & Record<"inputProperties" | "properties", Readonly<Record<string, Described>>>
    >
  >;
}

describe("the schema of the component provider", () => {
  let text = "";
  let schema: ProviderSchema;
  before(async () => {
    schema = JSON.parse(await readProviderSchema()) as ProviderSchema;
    text = `${JSON.stringify(schema, undefined, 2)}\n`;
  });

  it("is what test/golden/provider-schema.json has (UPDATE_GOLDEN=1 writes it)", () => {
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(GOLDEN, text);
    assert.equal(text, readFileSync(GOLDEN, "utf8"));
  });

  it("describes each component, input and output", () => {
    const undescribed = Object.entries(schema.resources).flatMap(([token, component]) =>
      [
        [token, component] as const,
        ...Object.entries(component.inputProperties),
        ...Object.entries(component.properties),
      ]
        .filter(([, { description }]) => description === undefined)
        .map(([name]) => `${token} ${name}`),
    );
    assert.deepEqual(undescribed, []);
  });

  it("has the version of the package", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as ProviderSchema;
    assert.equal(schema.version, manifest.version);
  });
});
