import * as pulumi from "@pulumi/pulumi";

/** The value of an input that is plain; undefined for an output or a promise, whose value comes later. */
export function known<T>(input: pulumi.Input<T> | undefined): T | undefined {
  const isLater = pulumi.Output.isInstance(input) || input instanceof Promise;
  return isLater ? undefined : input;
}
