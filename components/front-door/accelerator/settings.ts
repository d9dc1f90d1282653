import * as v from "valibot";
import { allowFrom } from "../allow-from/settings";
import { certificateArn, retentionDays } from "../../settings/values";

/* The shape of `entry` with kind `accelerator`. */

const settings = v.strictObject({
  kind: v.literal("accelerator"),
  allowFrom: allowFrom(),
  certificateArn: v.exactOptional(
    certificateArn(
      "With backend.loadBalancer alb: ACM certificate of the ALBs, for HTTPS on 443, and HTTP leads there. Default: HTTP only, for development.",
    ),
  ),
  flowLogs: v.exactOptional(
    v.pipe(
      v.strictObject({ retentionDays: retentionDays() }),
      v.description("Logs of the accelerator's connections, in a bucket. Default: off."),
      v.examples([{ retentionDays: 30 }]),
    ),
  ),
});

export const acceleratorSchema = v.pipe(
  settings,
  v.description(
    "Two addresses at the edge of AWS's network, before internal load balancers: docs/accelerator.md. `addresses.allowRelease` gives both up as `entry-accelerator`.",
  ),
);

export type AcceleratorSection = v.InferOutput<typeof acceleratorSchema>;
