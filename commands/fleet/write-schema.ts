import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { fleetSchema } from "./file/schema";

/** The JSON Schema of a fleet file, with which editors complete and check it. */
export function jsonSchema(): JsonSchema {
  const schema = toJsonSchema(fleetSchema, { typeMode: "input", errorMode: "throw" });
  return { ...schema, title: "A fleet of holdfast stacks" };
}

/** Rewrites fleet.schema.json: `npm run schema`, after every change of file/schema.ts. */
async function main(): Promise<void> {
  const { format, resolveConfig } = await import("prettier");
  const filepath = join(__dirname, "fleet.schema.json");
  const options = await resolveConfig(filepath);
  await writeFile(filepath, await format(JSON.stringify(jsonSchema()), { ...options, filepath }));
}

if (require.main === module) void main();
