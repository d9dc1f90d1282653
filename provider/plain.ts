import { InputPropertiesError, Output } from "@pulumi/pulumi";

/**
 * Refuses outputs, except in the named arguments: the others decide how many resources there are, and an output has no
 * value in a preview. Languages without types let a program pass one.
 */
export function requirePlain<T extends object>(args: T, ...outputs: (keyof T & string)[]): void {
  const errors = Object.entries(args)
    .filter(([name, value]) => isOutput(value) && !(outputs as string[]).includes(name))
    .map(([propertyPath]) => ({
      propertyPath,
      reason:
        "decides how many resources there are, and must be a plain value (got an output). " +
        "Write it into the program or its configuration",
    }));
  if (errors.length > 0) throw new InputPropertiesError({ message: "invalid arguments", errors });
}

/** Outputs have any property, so that only Pulumi's own test is certain. */
const isOutput = (value: unknown): boolean => Output.isInstance(value);
