import * as v from "valibot";

/* The shape of `entry` with kind `accelerator`. */

const settings = v.strictObject({
  kind: v.literal("accelerator"),
  certificateArn: v.exactOptional(
    v.pipe(
      v.string(),
      v.description(
        "With backend.loadBalancer alb: ACM certificate of the ALBs, for HTTPS on 443, and HTTP leads there. Default: HTTP only, for development.",
      ),
      v.examples(["arn:aws:acm:us-east-1:123456789012:certificate/0123"]),
    ),
  ),
  flowLogs: v.exactOptional(
    v.pipe(
      v.strictObject({
        retentionDays: v.pipe(
          v.number(),
          v.description("Days that the bucket keeps them for."),
          v.examples([30]),
        ),
      }),
      v.description("Logs of the accelerator's connections, in a bucket. Default: off."),
      v.examples([{ retentionDays: 30 }]),
    ),
  ),
});

export const accelerator = v.pipe(
  settings,
  v.description(
    "Two addresses at the edge of AWS's network, before internal load balancers: docs/accelerator.md. `addresses.allowRelease` gives both up as `entry-accelerator`.",
  ),
);

export type AcceleratorSection = v.InferOutput<typeof accelerator>;
