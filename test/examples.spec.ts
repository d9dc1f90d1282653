import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { estimate } from "../cost/estimate";
import { type PackConfig, packConfigFor, refuses } from "../commands/local/policies";
import { ROOT } from "../commands/local/session";
import { readSettings } from "../commands/local/stack-settings";
import { stackNames } from "../commands/local/stacks";
import { judge } from "./policy/plan";
import { type Recording, recordProgram } from "./support/program";

/** Policies that a configuration switches off, be it with other settings or without. */
const disabledBy = (pack: PackConfig): string[] =>
  Object.entries(pack)
    .filter(([, one]) =>
      [one, typeof one === "object" && one.enforcementLevel].includes("disabled"),
    )
    .map(([name]) => name);

/** What a pattern captures in a file, each time that it matches. */
const namesIn = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(pattern)].map(([, name]) => name!);

for (const stack of stackNames(ROOT)) {
  describe(`Pulumi.${stack}.yaml`, () => {
    const file = join(ROOT, `Pulumi.${stack}.yaml`);
    const settings = readSettings(file, stack);
    const pack = packConfigFor(join(ROOT, "policy"), settings, []);

    let resources: Recording["resources"];
    let outputs: Recording["outputs"];
    before(async () => {
      ({ resources, outputs } = await recordProgram(settings.sections));
    });

    it("names the schema in its first line, and its environment in its tags", () => {
      const [line] = readFileSync(file, "utf8").split("\n");
      assert.equal(line, "# yaml-language-server: $schema=holdfast.schema.json");
      assert.equal((settings.sections["tags"] as object)["environment" as never], stack);
    });

    it("has the outputs that Pulumi.README.md shows", () => {
      const shown = namesIn("Pulumi.README.md", /\$\{outputs\.(.*?)\}/g);
      assert.ok(shown.length > 0);
      assert.deepEqual(
        shown.filter((name) => !(name in outputs)),
        [],
      );
    });

    it("passes the policies of its environment", () => {
      const found = judge(
        resources.map(({ type, name, urn, inputs, outputs, protect, parentType }) => ({
          type,
          name,
          urn,
          protect,
          inputs: { ...inputs, ...outputs },
          ...(parentType !== undefined && { parent: parentType }),
        })),
        Object.fromEntries(
          Object.entries(pack).filter(([, one]) => typeof one === "object"),
        ) as Parameters<typeof judge>[1],
      );
      for (const name of disabledBy(pack)) delete found[name];
      assert.deepEqual(found, {});
    });

    it("has a price for everything, within its budget if it has one", () => {
      const planned = resources
        .filter(({ type }) => !/^(holdfast|awsx):/.test(type))
        .map(({ type, name, urn, inputs, outputs }) => ({
          type,
          name,
          urn,
          inputs,
          id: String(outputs["id"]),
        }));
      const { region, usage, budget } = settings;
      const { total, unpriced } = estimate(planned, { region, usage });
      assert.deepEqual(unpriced, []);
      const most = budget?.monthlyUsd ?? Infinity;
      assert.ok(Number(total) <= most, `USD ${total} a month, budget ${most}`);
    });
  });
}

describe("the environments", () => {
  for (const stack of ["staging", "prod"]) {
    it(`have protected addresses, a budget, and policies that refuse: ${stack}`, () => {
      const settings = readSettings(join(ROOT, `Pulumi.${stack}.yaml`), stack);
      assert.ok(settings.isProtected);
      assert.ok(settings.budget !== undefined);
      assert.ok(refuses(packConfigFor(join(ROOT, "policy"), settings, [])));
    });
  }

  it("have the outputs that docs/environments.md reads by a StackReference", async () => {
    const { sections } = readSettings(join(ROOT, "Pulumi.prod.yaml"), "prod");
    const { outputs } = await recordProgram(sections);
    const read = namesIn("docs/environments.md", /requireOutput\("(.*?)"\)/g);
    assert.ok(read.length > 1);
    assert.deepEqual(
      read.filter((name) => !(name in outputs)),
      [],
    );
  });

  it("have different networks if they could be peered", () => {
    const cidrs = ["dev", "staging", "prod"].flatMap((stack) => {
      const { sections } = readSettings(join(ROOT, `Pulumi.${stack}.yaml`), stack);
      const { network, backend } = sections as {
        network: { cidr: string };
        backend: Partial<Record<"blue" | "green", { cidr?: string }>>;
      };
      // A colour in the front door's own network has no CIDR block.
      return [network.cidr, backend.blue?.cidr ?? [], backend.green?.cidr ?? []].flat();
    });
    assert.ok(cidrs.length >= 3);
    assert.equal(new Set(cidrs).size, cidrs.length, cidrs.join(", "));
  });
});
