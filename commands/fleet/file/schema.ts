import * as v from "valibot";

/*
 * The shape of a fleet file: which settings there are, of which type, with which defaults. Errors and the
 * completion of editors (fleet.schema.json) come from it. What a setting means is in read-fleet.ts.
 */

const scalar = v.pipe(
  v.union([v.string(), v.number(), v.boolean()], "must be text, a number, or true or false"),
  v.examples(["eu-west-1", 20]),
);

const values = v.record(v.string(), scalar);

const axis = v.pipe(
  v.union(
    [v.array(scalar), v.record(v.string(), values)],
    "must be a list of values, or a map: each value with further values that belong to it",
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
      v.description("Of this stack, instead of the fleet's."),
      v.examples(["Pulumi.prod.yaml"]),
    ),
  ),
  values: v.optional(
    v.pipe(values, v.description("What {name} in the configuration stands for.")),
    {},
  ),
  config: v.optional(
    v.pipe(config, v.description("Laid over the base and the fleet's configuration.")),
    {},
  ),
});

export const fleetSchema = v.strictObject({
  base: v.pipe(
    v.string(),
    v.description("Stack configuration that every stack starts from; relative to this file."),
    v.examples(["Pulumi.prod.yaml"]),
  ),
  config: v.optional(
    v.pipe(
      config,
      v.description(
        "Laid over the base, map by map; null takes a setting out. {name} in a text stands for a value of the stack, {stack} for its name.",
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
          v.description("Of each stack, with every axis in it."),
          v.examples(["{partner}-{region}"]),
        ),
        axes: v.pipe(
          v.record(v.string(), axis),
          v.description("One stack for each combination of their values."),
          v.examples([{ region: ["us-east-1", "eu-west-1"] }]),
        ),
      }),
      v.description("Makes many stacks of few values."),
    ),
  ),
  stacks: v.optional(
    v.pipe(
      v.record(v.string(), stack),
      v.description("Single stacks by name; one of the matrix by that name is adjusted."),
    ),
    {},
  ),
  waves: v.optional(
    v.pipe(
      v.array(v.array(v.string())),
      v.description(
        "Stacks by name, * for any characters: a wave begins when the one before has ended. A stack is in the first wave that names it, or in a last one. destroy goes the other way.",
      ),
      v.examples([[["canary"], ["eu-*"]]]),
    ),
    [],
  ),
  parallel: v.exactOptional(
    v.pipe(
      count(1),
      v.description("Stacks at a time. Default: what processors and memory allow."),
      v.examples([4]),
    ),
  ),
  errorBudget: v.optional(
    v.pipe(
      count(0),
      v.description("Stacks that may fail before no other is started."),
      v.examples([2]),
    ),
    0,
  ),
});

/** A fleet file with the defaults filled in. */
export type FleetFile = v.InferOutput<typeof fleetSchema>;
/** Values of a stack that a configuration refers to. */
export type StackValues = v.InferOutput<typeof values>;
