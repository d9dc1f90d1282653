import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { oneOf, region } from "./shared";
import { AUTO_SCALING_GROUP, LIFECYCLE_HOOK } from "./tokens";
import type { Context, ResourceType } from "./type";
import { type Values, isGiven, object, text } from "./values";

const LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING";

/** AWS's action for an instance that waits in a hook for too long. */
export const DEFAULT_RESULT = "ABANDON";

/** Seconds; https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html has the limits. */
const DEFAULT_HEARTBEAT = 3600;

/**
 * A hook in which instances of a group wait. A hook that is added later applies only to subsequent launches:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html.
 */
const hook: ResourceType = {
  noun: "Auto Scaling Lifecycle Hook",
  operations: {
    create: "Auto Scaling: PutLifecycleHook",
    update: "Auto Scaling: PutLifecycleHook",
    remove: "Auto Scaling: DeleteLifecycleHook",
  },
  missing: (id) => ["ValidationError", `No Lifecycle Hook found with name ${id}`],
  autoName: 255,
  // The provider's id is the name, too: https://github.com/hashicorp/terraform-provider-aws
  // (internal/service/autoscaling/lifecycle_hook.go). Two groups with hooks of one name are not modelled.
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^[A-Za-z0-9\-_/]{1,255}$/.test(text(value))
          ? undefined
          : `expected at most 255 letters, digits, hyphens, underscores and slashes, got ${JSON.stringify(value)}`,
    },
    autoscalingGroupName: {
      required: true,
      replaces: true,
      refersTo: AUTO_SCALING_GROUP,
      bond: "follows",
    },
    lifecycleTransition: {
      required: true,
      check: oneOf(LAUNCHING, "autoscaling:EC2_INSTANCE_TERMINATING"),
    },
    defaultResult: { computed: true, check: oneOf("CONTINUE", DEFAULT_RESULT) },
    heartbeatTimeout: {
      check: (value) =>
        Number.isInteger(value) && Number(value) >= 30 && Number(value) <= 7200
          ? undefined
          : `expected 30 to 7200 seconds, got ${JSON.stringify(value)}`,
    },
    notificationMetadata: {},
    notificationTargetArn: {},
    roleArn: {},
    region,
  },
  computed: { defaultResult: DEFAULT_RESULT },
  check: ({ account, id, inputs, region }) => {
    const other = account.find(LIFECYCLE_HOOK, id, region);
    if (other && other.inputs["autoscalingGroupName"] !== inputs["autoscalingGroupName"]) {
      throw new AwsError("NotModelled", `a lifecycle hook of another group has the name ${id}`);
    }
  },
};

export const lifecycleHookTypes: Record<string, ResourceType> = { [LIFECYCLE_HOOK]: hook };

/** An auto scaling group. */
type Place = Pick<Context, "account" | "id" | "region">;

/** Instances wait in these hooks of a group when they are launched: seconds until each of them times out. */
export const launchHooks = ({ account, id, region }: Place): Values =>
  Object.fromEntries(
    account
      .referring(id, LIFECYCLE_HOOK)
      .filter((one) => one.region === region && one.inputs["lifecycleTransition"] === LAUNCHING)
      .map(({ id, inputs }) => [id, Number(inputs["heartbeatTimeout"] ?? DEFAULT_HEARTBEAT)]),
  );

/** The hooks that an instance still waits in. */
export const waitsOf = ({ outputs }: Stored): Values => object(outputs["$waits"] ?? {});

export const isWaiting = (instance: Stored): boolean =>
  Object.values(waitsOf(instance)).some(isGiven);
