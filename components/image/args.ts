import type * as pulumi from "@pulumi/pulumi";
import type { Group } from "@pulumi/aws/autoscaling/group";
import type { LifecycleHook } from "@pulumi/aws/autoscaling/lifecycleHook";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import type { Architecture } from "../machine/machine-image";
import type { Tags } from "../tags";

/** Arguments of `BuiltImage`: what the image of nodes is built from. A change of them builds a new image. */
export interface BuiltImageArgs {
  /** Beginning of the names of images; images of one name are the generations of one another. */
  readonly imageName: string;
  readonly architecture: Architecture;
  readonly region: string;
  /** A public subnet, where the machine runs that is made an image of. */
  readonly subnetId: pulumi.Input<string>;
  /**
   * Release of Amazon Linux 2023. A whole one, such as `2023.9.20251110.1`, has one version of every
   * package for good; a pattern has the newest at the time of the build, and a newer one that comes out
   * later is no reason for a build.
   * @default "2023.*"
   */
  readonly release?: string | undefined;
  /** Kernel of Amazon Linux 2023; each release has an AMI for each of several. @default "6.12" */
  readonly kernel?: string | undefined;
  /** Versions of packages that must be installed, by package. @default - those of the release */
  readonly versions?: Readonly<Record<string, string>> | undefined;
  /** How many of the newest images stay, the one in use counted, 1 or more. @default 3 */
  readonly keep?: number | undefined;
  /** Days from the deprecation of an image to its end, 0 or more. @default 7 */
  readonly graceDays?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** A proxy node that is rolled: a group of one, which ignores changes of its launch template's version. */
export interface RolledNode {
  readonly group: Group;
  readonly template: LaunchTemplate;
  /** In which a new instance waits until it has the address. */
  readonly hook: LifecycleHook;
  readonly addressKey: string;
  readonly allocationId: pulumi.Input<string>;
}

/** Arguments of `NodeRolls`: the nodes to replace one by one. */
export interface NodeRollsArgs {
  readonly region: string;
  readonly nodes: Readonly<Record<string, RolledNode>>;
  /** Of Route 53, by address key. */
  readonly healthCheckIds: Readonly<Record<string, pulumi.Input<string>>>;
}
