import type * as pulumi from "@pulumi/pulumi";

/** Tags of one resource: those of its component, and its logical name as `Name`. */
export function named(
  name: string,
  tags: Readonly<Record<string, string>> = {},
): Record<string, pulumi.Input<string>> {
  return { ...tags, Name: name };
}
