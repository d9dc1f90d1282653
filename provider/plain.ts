import { InputPropertiesError, Output } from "@pulumi/pulumi";

/**
 * Rejects outputs, except in the given arguments. The others determine the number of resources, and an output has no
 * value in a preview. Languages without static types allow programs to pass one.
 */
export function requirePlain<T extends object>(args: T, ...outputs: (keyof T & string)[]): void {
  const errors = Object.entries(args)
    .filter(([name, value]) => isOutput(value) && !(outputs as string[]).includes(name))
    .map(([propertyPath]) => ({
      propertyPath,
      reason:
        "determines the number of resources, and must be a plain value (got an output). " +
        "Write it into the program or its configuration",
    }));
  if (errors.length > 0) throw new InputPropertiesError({ message: "invalid arguments", errors });
}

/** Outputs have any property, so only Pulumi's own test is reliable. */
const isOutput = (value: unknown): boolean => Output.isInstance(value);
