import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/network";
import type { Tags } from "../tags";
import type { Access } from "./access";
import type { WorkingHours } from "./working-hours";

/** Arguments of `Jumpbox`: how people reach it, and when it runs. */
export interface JumpboxArgs {
  readonly vpc: Network;
  /** How people connect to it. */
  readonly access: Access;
  readonly hours: WorkingHours;
  /** @default "t4g.nano" */
  readonly instanceType?: pulumi.Input<string> | undefined;
  /**
   * AMI id, or `resolve:ssm:` and a parameter; an output must be an AMI id.
   *
   * @default - the newest Amazon Linux 2023 when the jumpbox is created
   */
  readonly image?: pulumi.Input<string> | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
