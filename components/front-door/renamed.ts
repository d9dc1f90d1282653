import * as pulumi from "@pulumi/pulumi";

/**
 * Options of a component whose type was `holdfast:entry:<type>` in version 0.1, so that stacks keep their resources.
 * To be removed with version 1.0.
 */
export const formerly = (
  type: string,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions =>
  pulumi.mergeOptions(opts, { aliases: [{ type: `holdfast:entry:${type}` }] });
