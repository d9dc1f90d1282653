import type * as pulumi from "@pulumi/pulumi";
import type { Group } from "@pulumi/aws/autoscaling/group";
import { LifecycleHook } from "@pulumi/aws/autoscaling/lifecycleHook";

/** How long a new instance may take to install packages and prove that it can do its work. */
const LAUNCH_SECONDS = 600;

/**
 * Creates `name`: a hook in which the instances of a group wait at their launch until they complete it. One that does
 * not is terminated, and the instance that it was to replace stays.
 *
 * @param after what lets an instance complete it
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
      // The node knows the name by that of its group. AWS allows less in it. Mocks in tests of programs may name no group.
      name: scaling.name.apply((group) => String(group).replace(/[^A-Za-z0-9_/-]/g, "-")),
      autoscalingGroupName: scaling.name,
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      defaultResult: "ABANDON",
      heartbeatTimeout: LAUNCH_SECONDS,
    },
    { parent, dependsOn: after },
  );
}
