import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toJsonSchema, type JsonSchema } from "@valibot/to-json-schema";
import { sections } from "./schema";

/** The JSON Schema of `Pulumi.<stack>.yaml`, with which editors complete and check it. */
export function jsonSchema(): JsonSchema {
  const ours: Record<string, JsonSchema> = {};
  for (const [name, section] of Object.entries(sections)) {
    const schema = toJsonSchema(section, { typeMode: "input", errorMode: "throw" });
    delete schema.$schema;
    ours[`holdfast:${name}`] = schema;
  }
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of a holdfast stack",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: {
          "aws:region": {
            type: "string",
            description: "AWS region in which the addresses live.",
            examples: ["us-east-1"],
          },
          ...ours,
        },
        // Other namespaces are other packages' concern.
        propertyNames: { anyOf: [{ enum: Object.keys(ours) }, { not: { pattern: "^holdfast:" } }] },
        required: ["aws:region", "holdfast:network"],
      },
    },
    required: ["config"],
  };
}

/** Writes holdfast.schema.json anew: `npm run schema`, after every change of schema.ts. */
async function main(): Promise<void> {
  const { format, resolveConfig } = await import("prettier");
  const filepath = join(__dirname, "../../holdfast.schema.json");
  const options = await resolveConfig(filepath);
  await writeFile(filepath, await format(JSON.stringify(jsonSchema()), { ...options, filepath }));
}

if (require.main === module) void main();
