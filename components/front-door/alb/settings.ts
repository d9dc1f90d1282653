import * as v from "valibot";
import { certificateArn, retentionDays, webAclArn, wholeNumber } from "../../settings/values";
import { allowFrom } from "../allow-from/settings";

/* The shape of `entry` with kind `alb`. */

const settings = v.strictObject({
  kind: v.literal("alb"),
  allowFrom: allowFrom(),
  certificateArn: v.exactOptional(
    certificateArn(
      "ACM certificate of the ALB: HTTPS on 443, and HTTP is redirected to it. Default: HTTP only, for development.",
    ),
  ),
  webAclArn: v.exactOptional(webAclArn()),
  idleTimeoutSeconds: v.optional(
    wholeNumber(1, 4000, "How long the ALB keeps an idle connection, in seconds.", 60),
    60,
  ),
  deletionProtection: v.exactOptional(
    v.pipe(
      v.boolean(),
      v.description(
        "Whether AWS refuses to delete the ALB, unless this stack removes it. Default: as addresses.protect.",
      ),
      v.examples([true]),
    ),
  ),
  accessLogs: v.exactOptional(
    v.pipe(
      v.strictObject({ retentionDays: retentionDays() }),
      v.description("The ALB's access logs, in a bucket. Default: off."),
      v.examples([{ retentionDays: 30 }]),
    ),
  ),
});

export const albSchema = v.pipe(
  settings,
  v.description(
    "An ALB that faces the internet, with addresses of one block, which addresses.pool has: docs/alb.md.",
  ),
);

export type AlbSection = v.InferOutput<typeof albSchema>;
