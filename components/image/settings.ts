import * as v from "valibot";

/** The shape of the section `image`: the image of proxy nodes that the update builds with Packer. */
export const imageSchema = v.pipe(
  v.strictObject({
    release: v.optional(
      v.pipe(
        v.string(),
        v.description(
          "Release of Amazon Linux 2023. A whole one, such as 2023.9.20251110.1, pins every package.",
        ),
      ),
      "2023.*",
    ),
    versions: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description("Package -> version that must be installed. Default: those of the release."),
        v.examples([{ haproxy: "2.8.3-1.amzn2023.0.2" }]),
      ),
      {},
    ),
    keep: v.optional(v.pipe(v.number(), v.description("How many of the newest images stay.")), 3),
    graceDays: v.optional(
      v.pipe(v.number(), v.description("Days from the deprecation of an image to its end.")),
      7,
    ),
  }),
  v.description(
    "An image of the proxy nodes, built with Packer. Without it, nodes install at boot. See docs/image.md.",
  ),
);

export type ImageSettings = v.InferOutput<typeof imageSchema>;
