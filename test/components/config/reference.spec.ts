import assert from "node:assert/strict";
import * as v from "valibot";
import { toJsonSchema } from "@valibot/to-json-schema";
import { parseConfig } from "../../../components/config/parse-config";
import { renderProblems } from "../../../components/settings/problem";
import { renderReference } from "../../../components/config/reference";
import { sectionSchemas } from "../../../components/config/write-schema";

/** The lines of a page about one section, without what comes before the first heading. */
function render(section: v.GenericSchema): string[] {
  const schema = toJsonSchema(section, { typeMode: "input" });
  const page = renderReference({ section: schema });
  return page
    .slice(page.indexOf("## `section`"))
    .split("\n")
    .filter((line) => line !== "");
}

const text = (description: string) => v.pipe(v.string(), v.description(description));

describe("reference of the configuration", () => {
  it("says of a setting what it is, its type and its default", () => {
    const section = v.pipe(
      v.strictObject({
        name: text("What it is called."),
        size: v.optional(v.pipe(v.number(), v.description("How large. See docs/cost.md.")), 2),
        mode: v.exactOptional(v.pipe(v.picklist(["a", "b"]), v.description("Which. Default: a."))),
      }),
      v.description("A section."),
    );
    assert.deepEqual(render(section), [
      "## `section`",
      "A section.",
      "| key | what | type | default |",
      "| --- | --- | --- | --- |",
      "| `name` | What it is called. | text | required |",
      "| `size` | How large. See [cost.md](cost.md). | number | `2` |",
      "| `mode` | Which. | `a`, `b` | a |",
    ]);
  });

  it("has settings of maps, of members and of elements below these", () => {
    const inner = v.strictObject({ name: text("Its name.") });
    const section = v.strictObject({
      one: v.pipe(inner, v.description("One.")),
      other: v.exactOptional(v.pipe(inner, v.description("As one."))),
      many: v.pipe(v.record(v.string(), v.strictObject({ a: text("A.") })), v.description("Many.")),
      list: v.pipe(v.array(v.strictObject({ b: text("B.") })), v.description("In order.")),
    });
    assert.deepEqual(render(section).slice(3), [
      "| `one` | One. | map | required |",
      "| `one.name` | Its name. | text | required |",
      "| `other` | As one. | as `one` | none |",
      "| `many` | Many. | map | required |",
      "| `many.<name>.a` | A. | text | required |",
      "| `list` | In order. | list of map | required |",
      "| `list[].b` | B. | text | required |",
    ]);
  });

  it("has a table for each kind, and says once what kinds have in common", () => {
    const size = v.optional(v.pipe(v.number(), v.description("How large.")), 2);
    const section = v.variant("kind", [
      v.strictObject({ kind: v.literal("none") }),
      v.pipe(v.strictObject({ kind: v.literal("one"), size }), v.description("The one.")),
      v.strictObject({ kind: v.literal("other"), size, name: text("Its name.") }),
    ]);
    assert.deepEqual(render(section), [
      "## `section`",
      "### `section`: `kind: none`",
      "It has no settings.",
      "### `section`: `kind: one`",
      "The one.",
      "| key | what | type | default |",
      "| --- | --- | --- | --- |",
      "| `size` | How large. | number | `2` |",
      "### `section`: `kind: other`",
      "| key | what | type | default |",
      "| --- | --- | --- | --- |",
      "| `name` | Its name. | text | required |",
      "As with `kind: one`: `size`.",
    ]);
  });

  it("shows the message that a mistake gets", () => {
    const network = { cidr: "10.20.1.0/16", egres: { kind: "nat" } };
    const values = { "aws:region": "us-east-1", "holdfast:network": JSON.stringify(network) };
    const { problems } = parseConfig(values, () => false);
    const page = renderReference({});
    assert.ok(page.includes(`\n${renderProblems(problems, "Pulumi.dev.yaml")}\n`), page);
  });

  it("explains every setting of a stack, and hides nothing from a browser", () => {
    const page = renderReference(sectionSchemas());
    const rows = page.split("\n").filter((line) => /^\| `/.test(line));
    assert.ok(rows.length > 100);
    for (const row of rows) {
      const [, key, what] = row.split("|");
      assert.ok(what!.trim(), `${key} has no explanation`);
    }
    const tags = page.replaceAll(/`[^`]*`|<!--[^]*?-->/g, "").match(/<[^>]*>/g);
    assert.deepEqual(tags ?? [], []);
  });
});
