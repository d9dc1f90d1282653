import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configSchema } from "./config-schema";
import { ALL_POLICIES } from "./policies";

/** Path of the schema. */
export const SCHEMA_FILE = join(__dirname, "config.schema.json");

/** The text of config.schema.json. */
export async function schemaText(): Promise<string> {
  const { format, resolveConfig } = await import("prettier");
  const options = await resolveConfig(SCHEMA_FILE);
  const text = JSON.stringify(configSchema(ALL_POLICIES));
  return format(text, { ...options, filepath: SCHEMA_FILE });
}

/** Rewrites config.schema.json: `npm run schema`, after every change of a policy's settings. */
if (require.main === module) void schemaText().then((text) => writeFile(SCHEMA_FILE, text));
