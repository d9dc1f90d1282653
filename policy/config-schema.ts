import type { HoldfastPolicy } from "./model/policy";

const LEVEL = { enum: ["advisory", "mandatory", "disabled"] };

/** The JSON Schema of a file for `--policy-pack-config`, from the policies' own settings. */
export const configSchema = (policies: readonly HoldfastPolicy[]): object => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Configuration of holdfast's policy pack",
  type: "object",
  properties: {
    all: { ...LEVEL, description: "The level of every policy without its own level below." },
    environments: {
      type: "array",
      items: { type: "string" },
      description: "Environments of Pulumi ESC with further configuration.",
    },
    ...Object.fromEntries(policies.map((policy) => [policy.name, policySchema(policy)])),
  },
  additionalProperties: false,
});

function policySchema({ what, settings }: HoldfastPolicy): object {
  const schemas = Object.entries(settings).map(([key, { schema }]) => [key, schema] as const);
  return {
    description: what,
    anyOf: [
      LEVEL,
      {
        type: "object",
        properties: { enforcementLevel: LEVEL, ...Object.fromEntries(schemas) },
        additionalProperties: false,
      },
    ],
  };
}
