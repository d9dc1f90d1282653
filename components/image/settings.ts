import * as v from "valibot";
import { wholeNumber } from "../settings/values";

/** The shape of the section `image`: the image of proxy nodes that the update builds with Packer. */
export const imageSchema = v.pipe(
  v.strictObject({
    release: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^2023\.[0-9.]*\*?$/,
          "is neither a release of Amazon Linux 2023 nor a pattern of one",
        ),
        v.description(
          "Release of Amazon Linux 2023. A whole one, such as 2023.9.20251110.1, pins every package.",
        ),
        v.examples(["2023.*", "2023.9.20251110.1"]),
      ),
      "2023.*",
    ),
    kernel: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d+\.\d+$/, "is not a kernel of Amazon Linux 2023"),
        v.description(
          "Kernel of Amazon Linux 2023. Each release has an AMI for each of several kernels.",
        ),
        v.examples(["6.12", "6.1"]),
      ),
      "6.12",
    ),
    versions: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description("Package -> version that must be installed. Default: those of the release."),
        v.examples([{ haproxy: "2.8.3-1.amzn2023.0.2" }]),
      ),
      {},
    ),
    keep: v.optional(wholeNumber(1, 100, "How many of the newest images stay.", 3), 3),
    graceDays: v.optional(
      wholeNumber(0, 365, "Days from the deprecation of an image to its end.", 7),
      7,
    ),
  }),
  v.description(
    "An image of the proxy nodes, built with Packer. Without it, nodes install at boot. See docs/image.md.",
  ),
);

export type ImageSettings = v.InferOutput<typeof imageSchema>;
