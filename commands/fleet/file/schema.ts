import * as v from "valibot";

/*
 * The schema of a fleet file: its settings, types and defaults. Errors and editor completion
 * (fleet.schema.json) come from it. read-fleet.ts has the meaning of settings.
 */

const scalar = v.pipe(
  v.union([v.string(), v.number(), v.boolean()], "must be text, a number, or true or false"),
  v.examples(["eu-west-1", 20]),
);

const values = v.record(v.string(), scalar);

const axis = v.pipe(
  v.union(
    [v.array(scalar), v.record(v.string(), values)],
    "must be a list of values, or a map from each value to further values of its stacks",
  ),
  v.examples([["us-east-1", "eu-west-1"], { acme: { octet: 20 }, globex: { octet: 21 } }]),
);

const count = (least: number) =>
  v.pipe(
    v.number(`must be a whole number from ${least} on`),
    v.integer(`must be a whole number from ${least} on`),
    v.minValue(least, `must be a whole number from ${least} on`),
  );

const config = v.record(v.string(), v.unknown());

const stack = v.strictObject({
  base: v.exactOptional(
    v.pipe(
      v.string(),
      v.description(
        "Base configuration of this stack, instead of the fleet's; path relative to this file.",
      ),
      v.examples(["Pulumi.prod.yaml"]),
    ),
  ),
  values: v.optional(v.pipe(values, v.description("Values for {name} in the configuration.")), {}),
  config: v.optional(
    v.pipe(config, v.description("Merged over the base and the fleet's configuration.")),
    {},
  ),
});

export const fleetSchema = v.strictObject({
  base: v.pipe(
    v.string(),
    v.description("Base configuration of every stack; path relative to this file."),
    v.examples(["Pulumi.prod.yaml"]),
  ),
  config: v.optional(
    v.pipe(
      config,
      v.description(
        "Merged over the base, map by map; null removes a setting. {name} in a text is replaced with a value of the stack, {stack} with its name.",
      ),
      v.examples([{ "aws:region": "{region}" }]),
    ),
    {},
  ),
  matrix: v.exactOptional(
    v.pipe(
      v.strictObject({
        name: v.pipe(
          v.string(),
          v.description("Name of each stack; must use every axis."),
          v.examples(["{partner}-{region}"]),
        ),
        axes: v.pipe(
          v.record(v.string(), axis),
          v.description("One stack for each combination of the values."),
          v.examples([{ region: ["us-east-1", "eu-west-1"] }]),
        ),
      }),
      v.description("Creates stacks from combinations of values."),
    ),
  ),
  stacks: v.optional(
    v.pipe(
      v.record(v.string(), stack),
      v.description("Single stacks by name; adjusts a stack of the matrix with the same name."),
    ),
    {},
  ),
  waves: v.optional(
    v.pipe(
      v.array(v.array(v.string())),
      v.description(
        "Stacks by name; * matches any characters. A wave begins when the previous one has ended. A stack is in the first wave that names it, or in an additional last one. destroy runs the waves in reverse order.",
      ),
      v.examples([[["canary"], ["eu-*"]]]),
    ),
    [],
  ),
  parallel: v.exactOptional(
    v.pipe(
      count(1),
      v.description("Stacks at a time. Default: by processors and memory."),
      v.examples([4]),
    ),
  ),
  errorBudget: v.optional(
    v.pipe(
      count(0),
      v.description("Stacks that may fail before no more are started."),
      v.examples([2]),
    ),
    0,
  ),
});

/** A fleet file with the defaults filled in. */
export type FleetFile = v.InferOutput<typeof fleetSchema>;
/** Values of a stack for placeholders in the configuration. */
export type StackValues = v.InferOutput<typeof values>;
