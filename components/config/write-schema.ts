import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toJsonSchema, type JsonSchema } from "@valibot/to-json-schema";
import { renderReference } from "./reference";
import { sections } from "./sections";

const ROOT = join(__dirname, "../..");

/** The JSON Schema of each section, by its name. */
export function sectionSchemas(): Record<string, JsonSchema> {
  const schemas = Object.entries(sections).map(([name, section]) => {
    const schema = toJsonSchema(section, {
      typeMode: "input",
      errorMode: "throw",
      // Actions that JSON Schema cannot express.
      ignoreActions: ["check"],
    });
    delete schema.$schema;
    return [name, schema] as const;
  });
  return Object.fromEntries(schemas);
}

/** Returns the JSON Schema of `Pulumi.<stack>.yaml`, for completion and validation in editors. */
export function jsonSchema(): JsonSchema {
  const ours = Object.fromEntries(
    Object.entries(sectionSchemas()).map(([name, schema]) => [`holdfast:${name}`, schema]),
  );
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of a holdfast stack",
    type: "object",
    properties: {
      environment: {
        anyOf: [{ type: "array", items: { type: "string" } }, { type: "object" }],
        description:
          "Environments of Pulumi ESC. Only Pulumi Cloud opens them; local runs leave them out.",
        examples: [["holdfast/prod"]],
      },
      config: {
        type: "object",
        properties: {
          "aws:region": {
            type: "string",
            description: "AWS region of the addresses.",
            examples: ["us-east-1"],
          },
          ...ours,
        },
        // Other namespaces belong to other packages.
        propertyNames: { anyOf: [{ enum: Object.keys(ours) }, { not: { pattern: "^holdfast:" } }] },
        required: ["aws:region", "holdfast:network"],
      },
    },
    required: ["config"],
  };
}

/** Files that `npm run schema` writes, by path in the project: the JSON Schema, and the page of all settings. */
export async function schemaFiles(): Promise<Record<string, string>> {
  const { format, resolveConfig } = await import("prettier");
  const texts = {
    "holdfast.schema.json": JSON.stringify(jsonSchema()),
    "docs/configuration.md": renderReference(sectionSchemas()),
  };
  const formatted = Object.entries(texts).map(async ([path, text]) => {
    const filepath = join(ROOT, path);
    return [path, await format(text, { ...(await resolveConfig(filepath)), filepath })] as const;
  });
  return Object.fromEntries(await Promise.all(formatted));
}

/** `npm run schema`, for every change of schema*.ts. */
async function main(): Promise<void> {
  for (const [path, text] of Object.entries(await schemaFiles())) {
    await writeFile(join(ROOT, path), text);
  }
}

if (require.main === module) void main();
