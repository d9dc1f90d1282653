import type * as pulumi from "@pulumi/pulumi";

/** Tags of the resources of a component. */
export type Tags = Readonly<Record<string, pulumi.Input<string>>>;

/** Returns the tags of one resource: those of its component, and its logical name as `Name`. */
export function named(name: string, tags: Tags = {}): Record<string, pulumi.Input<string>> {
  return { ...tags, Name: name };
}

/** Policy condition: only resources with the same `holdfast:stack`, if the component has that tag. */
export function ofSameStack(tags: Tags = {}): Record<string, pulumi.Input<string>> {
  const stack = tags["holdfast:stack"];
  return stack === undefined ? {} : { "aws:ResourceTag/holdfast:stack": stack };
}
