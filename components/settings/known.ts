import * as pulumi from "@pulumi/pulumi";
import { listed } from "./problem";

/** Returns the value of a plain input; undefined for an output or a promise, whose value is known later. */
export function known<T>(input: pulumi.Input<T> | undefined): T | undefined {
  const isLater = pulumi.Output.isInstance(input) || input instanceof Promise;
  return isLater ? undefined : input;
}

/**
 * Returns the value with a key, from a map that is known only during an update.
 *
 * @param path of the argument
 * @param what the values of the map
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
