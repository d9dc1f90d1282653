import * as v from "valibot";
import { allowFrom } from "../allow-from/settings";
import { certificateArn, retentionDays } from "../../settings/values";

/* The shape of `entry` with kind `accelerator`. */

const settings = v.strictObject({
  kind: v.literal("accelerator"),
  allowFrom: allowFrom(),
  certificateArn: v.exactOptional(
    certificateArn(
      "With backend.loadBalancer alb: ACM certificate of the ALBs, for HTTPS on 443; HTTP is redirected there. Default: HTTP only, for development.",
    ),
  ),
  flowLogs: v.exactOptional(
    v.pipe(
      v.strictObject({ retentionDays: retentionDays() }),
      v.description("Flow logs of the accelerator, in a bucket. Default: off."),
      v.examples([{ retentionDays: 30 }]),
    ),
  ),
});

export const acceleratorSchema = v.pipe(
  settings,
  v.description(
    "Global Accelerator: two anycast addresses that forward to internal load balancers: docs/accelerator.md. `addresses.allowRelease` releases both as `entry-accelerator`.",
  ),
);

export type AcceleratorSection = v.InferOutput<typeof acceleratorSchema>;
