import type * as pulumi from "@pulumi/pulumi";
import type { Group } from "@pulumi/aws/autoscaling/group";
import { LifecycleHook } from "@pulumi/aws/autoscaling/lifecycleHook";

/** Time limit for a new instance to install packages and become ready. */
const LAUNCH_SECONDS = 600;

/**
 * Creates `name`: a lifecycle hook in which new instances of a group wait until they complete it. An instance that
 * does not is terminated, and the instance that it was to replace stays.
 *
 * @param after resources that an instance needs to complete the hook
 */
export function createLaunchHook(
  name: string,
  parent: pulumi.Resource,
  scaling: Group,
  after: pulumi.Resource[],
): LifecycleHook {
  return new LifecycleHook(
    name,
    {
      // The node derives the hook's name from its group's name. AWS allows fewer characters in it. Mocks may return
      // no name.
      name: scaling.name.apply((group) => String(group).replace(/[^A-Za-z0-9_/-]/g, "-")),
      autoscalingGroupName: scaling.name,
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      defaultResult: "ABANDON",
      heartbeatTimeout: LAUNCH_SECONDS,
    },
    { parent, dependsOn: after },
  );
}
