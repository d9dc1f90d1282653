import type * as pulumi from "@pulumi/pulumi";
import type { Group } from "@pulumi/aws/autoscaling/group";
import type { LifecycleHook } from "@pulumi/aws/autoscaling/lifecycleHook";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import type { Architecture } from "../machine/machine-image";
import type { Tags } from "../tags";

/** Arguments of `BuiltImage`: what the image of nodes is built from. A change of them builds a new image. */
export interface BuiltImageArgs {
  /** Prefix of the images' names. Images of one name are its generations. */
  readonly imageName: string;
  readonly architecture: Architecture;
  readonly region: string;
  /** A public subnet for the build instance. */
  readonly subnetId: pulumi.Input<string>;
  /**
   * Release of Amazon Linux 2023. An exact one, such as `2023.9.20251110.1`, pins the version of every package. A
   * pattern uses the newest release at the time of the build. A later release does not trigger a build.
   * @default "2023.*"
   */
  readonly release?: string | undefined;
  /** Kernel of Amazon Linux 2023. Each release has AMIs for several kernels. @default "6.12" */
  readonly kernel?: string | undefined;
  /** Required versions by package. @default - those of the release */
  readonly versions?: Readonly<Record<string, string>> | undefined;
  /** How many of the newest images are kept, including the one in use: 1 or more. @default 3 */
  readonly keep?: number | undefined;
  /** Days from an image's deprecation to its deregistration, 0 or more. @default 7 */
  readonly graceDays?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** A proxy node to roll: an auto scaling group of one, where the program ignores the launch template's version. */
export interface RolledNode {
  readonly group: Group;
  readonly template: LaunchTemplate;
  /** Lifecycle hook in which a new instance waits until it has the address. */
  readonly hook: LifecycleHook;
  readonly addressKey: string;
  readonly allocationId: pulumi.Input<string>;
}

/** Arguments of `NodeRolls`: the nodes to replace one by one. */
export interface NodeRollsArgs {
  readonly region: string;
  readonly nodes: Readonly<Record<string, RolledNode>>;
  /** Route 53 health check ids by address key. */
  readonly healthCheckIds: Readonly<Record<string, pulumi.Input<string>>>;
}
