import * as v from "valibot";
import { allowFrom } from "../allow-from/settings";
import {
  certificateArn,
  domainName,
  percent,
  ports,
  retentionDays,
  webAclArn,
  wholeNumber,
} from "../../settings/values";

/* The shape of `entry` with kind `nlbAlb`. */

const followed = v.strictObject({
  name: domainName(
    "DNS name whose addresses get the traffic.",
    "internal-web-1234567890.us-east-1.elb.amazonaws.com",
  ),
  weight: percent("Percent of new connections.", 100),
});

const settings = v.strictObject({
  kind: v.literal("nlbAlb"),
  allowFrom: allowFrom(),
  target: v.exactOptional(
    v.pipe(
      v.picklist(["alb", "ips"]),
      v.description(
        "alb: one ALB in the VPC, as the NLB's target. ips: an ALB for each colour, or names, whose addresses a function registers. Default: alb with backend.layout sharedVpc, else ips.",
      ),
      v.examples(["alb"]),
    ),
  ),
  certificateArn: v.exactOptional(
    certificateArn(
      "ACM certificate of the ALB: HTTPS on 443, and HTTP is redirected to it. Default: HTTP only, for development.",
    ),
  ),
  webAclArn: v.exactOptional(webAclArn("target alb: ")),
  ports: v.exactOptional(
    ports("With follow: TCP ports that clients and names have. Default: 443.", [443]),
  ),
  albIdleTimeoutSeconds: v.exactOptional(
    wholeNumber(
      1,
      4000,
      "How long ALBs keep an idle connection, in seconds; below the NLB's. Default: 60.",
      60,
    ),
  ),
  nlbIdleTimeoutSeconds: v.optional(
    wholeNumber(60, 6000, "How long the NLB keeps an idle connection, in seconds.", 350),
    350,
  ),
  crossZone: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Whether each zone's address forwards to targets in all zones."),
    ),
    true,
  ),
  deletionProtection: v.exactOptional(
    v.pipe(
      v.boolean(),
      v.description(
        "Whether AWS refuses to delete the NLB and its ALB, unless this stack removes them. Default: as addresses.protect.",
      ),
      v.examples([true]),
    ),
  ),
  accessLogs: v.exactOptional(
    v.pipe(
      v.strictObject({ retentionDays: retentionDays() }),
      v.description("target alb: the ALB's access logs, in a bucket. Default: off."),
      v.examples([{ retentionDays: 30 }]),
    ),
  ),
  follow: v.exactOptional(
    v.pipe(
      v.record(v.string(), followed),
      v.description("target ips: instead of a backend, names that are followed, by short keys."),
    ),
  ),
  allowReplacement: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "Agrees to an outage: what would replace the NLB removes it in one update and creates it in the next.",
      ),
    ),
    false,
  ),
});

export const nlbAlbSchema = v.pipe(
  settings,
  v.description("An NLB with an Elastic IP in each zone, in front of an ALB: docs/nlb-alb.md."),
);

export type NlbAlbSection = v.InferOutput<typeof nlbAlbSchema>;
