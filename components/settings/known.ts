import * as pulumi from "@pulumi/pulumi";
import { listed } from "./problem";

/** The value of an input that is plain; undefined for an output or a promise, whose value comes later. */
export function known<T>(input: pulumi.Input<T> | undefined): T | undefined {
  const isLater = pulumi.Output.isInstance(input) || input instanceof Promise;
  return isLater ? undefined : input;
}

/**
 * The value with a key in a map that only an update knows.
 *
 * @param path of the argument
 * @param what the map has
 * @throws {pulumi.RunError} in the update, if the map lacks the key
 */
export const valueAt = <T>(
  map: pulumi.Input<Readonly<Record<string, T>>>,
  key: string,
  path: string,
  what: string,
) =>
  pulumi.output(map).apply((all) => {
    const value = all[key];
    if (value !== undefined) return value;
    const keys = listed(Object.keys(all).sort(), "and") || `no ${what}`;
    throw new pulumi.RunError(`${path}: ${key} is missing. The output has ${keys}.`);
  });
