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
          "must be a release of Amazon Linux 2023, or a pattern such as 2023.*",
        ),
        v.description(
          "Release of Amazon Linux 2023. An exact one, such as 2023.9.20251110.1, pins every package.",
        ),
        v.examples(["2023.*", "2023.9.20251110.1"]),
      ),
      "2023.*",
    ),
    kernel: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d+\.\d+$/, "must be a kernel version of Amazon Linux 2023"),
        v.description("Kernel of Amazon Linux 2023. Each release has AMIs for several kernels."),
        v.examples(["6.12", "6.1"]),
      ),
      "6.12",
    ),
    versions: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description("Package -> required version. Default: those of the release."),
        v.examples([{ haproxy: "2.8.3-1.amzn2023.0.2" }]),
      ),
      {},
    ),
    keep: v.optional(wholeNumber(1, 100, "Number of newest images to keep.", 3), 3),
    graceDays: v.optional(
      wholeNumber(0, 365, "Days from an image's deprecation to its deregistration.", 7),
      7,
    ),
  }),
  v.description(
    "An image of the proxy nodes, built with Packer. Without it, nodes install at boot. See docs/image.md.",
  ),
);

export type ImageSettings = v.InferOutput<typeof imageSchema>;
