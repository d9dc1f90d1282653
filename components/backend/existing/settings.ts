import * as v from "valibot";
import { domainName, port, text, urlPath } from "../../settings/values";

const ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012";

const elbArn = (kind: string, pattern: string, description: string, example: string) =>
  v.pipe(
    v.string(),
    v.regex(
      new RegExp(
        `^arn:[^:\\s]+:elasticloadbalancing:[^:\\s]+:\\d{12}:${pattern}/[\\w-]+/[0-9a-f]+$`,
      ),
      `must be the ARN of ${kind}`,
    ),
    v.description(description),
    v.examples([`${ARN}:${example}`]),
  );

/** One target, identified by exactly one of the first four settings. */
const target = {
  loadBalancerArn: v.exactOptional(
    elbArn(
      "an application or network load balancer",
      "loadbalancer/(?:app|net|gwy)",
      "ARN of an ALB or NLB.",
      "loadbalancer/app/shop/50dc6c495c0c9188",
    ),
  ),
  autoScalingGroup: v.exactOptional(
    v.pipe(
      text(
        "Name of an auto scaling group. The stack creates a load balancer that forwards to its instances.",
        "shop-blue",
      ),
      v.regex(
        /^[^:]{1,255}$/,
        "must be the name of an auto scaling group: 1 to 255 characters, no colon",
      ),
    ),
  ),
  targetGroupArn: v.exactOptional(
    elbArn(
      "a target group",
      "targetgroup",
      "ARN of a target group that no load balancer uses. The stack creates a load balancer that forwards to it.",
      "targetgroup/shop/73e2d6bc24d8a067",
    ),
  ),
  host: v.exactOptional(
    domainName(
      "DNS name of the target. AWS does not report its health, so a switch to it has no gate.",
      "shop.example.net",
    ),
  ),
  port: v.exactOptional(
    port("Port of the load balancer, the host or the instances. Default: 443.", 443),
  ),
  healthPath: v.exactOptional(
    urlPath("Path that returns 200 while the target is healthy. Default: /health."),
  ),
};

export const existingSchema = v.pipe(
  v.strictObject({
    ...target,
    blue: v.exactOptional(v.pipe(v.strictObject(target), v.description("Target of colour blue."))),
    green: v.exactOptional(
      v.pipe(v.strictObject(target), v.description("Target of colour green.")),
    ),
  }),
  v.description(
    "An existing backend, instead of colours that the stack creates: one target, or one for each colour.",
  ),
);

export type ExistingSettings = v.InferOutput<typeof existingSchema>;

/** Settings that identify an existing target. */
export const TARGET_KINDS = [
  "loadBalancerArn",
  "autoScalingGroup",
  "targetGroupArn",
  "host",
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];
