import * as v from "valibot";
import { instanceType, wholeNumber } from "../../settings/values";
import { allowFrom } from "../allow-from/settings";
import { taskClientFields } from "../proxy/settings";
import { LEAST_TASKS, MOST_TASKS } from "./plan-tasks";

/* The shape of `entry` with kind `ecs`. */

const settings = v.strictObject({
  kind: v.literal("ecs"),
  allowFrom: allowFrom(),
  launchType: v.optional(
    v.pipe(
      v.picklist(["ec2", "fargate"]),
      v.description(
        "ec2: tasks on instances with the Elastic IPs. fargate: tasks without instances, behind an NLB with the Elastic IPs.",
      ),
    ),
    "ec2",
  ),
  image: v.pipe(
    v.string(),
    v.regex(
      /^[\w][\w.:/-]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
      "must be a container image with a tag or a digest",
    ),
    v.metadata({
      remedy: "write registry/repository:tag, or @sha256: and the digest that the push printed",
    }),
    v.description("The container image, built from node/container/ and pushed to a registry."),
    v.examples(["123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1"]),
  ),
  desiredCount: v.optional(
    wholeNumber(LEAST_TASKS, MOST_TASKS, "Number of tasks, over all zones.", 2),
    2,
  ),
  addresses: v.exactOptional(
    v.pipe(
      v.picklist(["instances", "nlb"]),
      v.description(
        "Resource with the Elastic IPs; it must match launchType. Default: follows from launchType.",
      ),
      v.examples(["instances"]),
    ),
  ),
  instanceType: v.exactOptional(
    instanceType("With launchType ec2: instance type. Default: t4g.small."),
  ),
  ...taskClientFields,
});

export const ecsSchema = v.pipe(
  settings,
  v.description("HAProxy in containers, as a service of ECS: docs/ecs.md."),
);

export type EcsSection = v.InferOutput<typeof ecsSchema>;
