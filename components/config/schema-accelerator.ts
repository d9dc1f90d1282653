import * as v from "valibot";

/* The shape of `entry` with kind `accelerator`. */

export const accelerator = v.strictObject({
  kind: v.literal("accelerator"),
  certificateArn: v.exactOptional(
    v.pipe(
      v.string(),
      v.description(
        "With backend.loadBalancer alb: ACM certificate of the ALBs. Default: HTTP only, for development.",
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
      v.description("Logs of the accelerator's connections, in a bucket. Off when absent."),
      v.examples([{ retentionDays: 30 }]),
    ),
  ),
});

export type AcceleratorSection = v.InferOutput<typeof accelerator>;
