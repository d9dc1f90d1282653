import * as v from "valibot";

/** What every front door with nodes of its own lets people choose about them. */
export const nodeFields = (instances: string) => ({
  instanceType: v.optional(v.pipe(v.string(), v.description(instances)), "c7g.large"),
  image: v.exactOptional(
    v.pipe(
      v.string(),
      v.description(
        "AMI id, or `resolve:ssm:` and the name of a parameter that has one. Default: Amazon Linux 2023.",
      ),
      v.examples(["ami-0123456789abcdef0"]),
    ),
  ),
  configSource: v.optional(
    v.pipe(
      v.picklist(["userData", "s3"]),
      v.description(
        "userData: a change of HAProxy's configuration replaces nodes. s3: running nodes pick it up.",
      ),
    ),
    "userData",
  ),
});
