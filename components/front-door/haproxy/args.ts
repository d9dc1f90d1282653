import type * as pulumi from "@pulumi/pulumi";
import type { AddressMap } from "../../addresses/address-map";
import type { HolderKind } from "../../addresses/plan-moves";
import type { Network } from "../../network/network";
import type { Tags } from "../../tags";
import type { AllowFrom } from "../allow-from/clients";
import type { HaproxySettings } from "../proxy/haproxy-settings";

/** Arguments of `ProxyTier`: HAProxy nodes, each with its own Elastic IP. */
export interface ProxyTierArgs {
  /** Nodes are in its public subnets. */
  readonly vpc: Network;
  /** Nodes in each availability zone, 1 to 9. @default 2 */
  readonly nodesPerAz?: number | undefined;
  /** Elastic IPs by key: `entry-<node>` for every node. */
  readonly addresses: AddressMap;
  /**
   * Keys of addresses that another front door of the stack still has. In this update, nodes of this front door claim
   * them, one availability zone after another. Remove it after the update. @default - none: each address is free
   */
  readonly claims?: readonly string[] | undefined;
  /**
   * What has the addresses in `claims`: nodes, or the NLB of an `NlbAlb` in the same VPC, with a target `ips`.
   *
   * @default "nodes"
   */
  readonly claimedFrom?: HolderKind | undefined;
  /** Sources that may connect to the public ports. @default - the internet */
  readonly allowFrom?: AllowFrom | undefined;
  /** @default "c7g.medium": $26.50 a month each (us-east-1) */
  readonly instanceType?: pulumi.Input<string> | undefined;
  /**
   * AMI id, or `resolve:ssm:` and the name of a parameter that contains one.
   *
   * @default - the newest Amazon Linux 2023 at each launch
   */
  readonly image?: pulumi.Input<string> | undefined;
  /**
   * How nodes are replaced when their launch templates have changed.
   *
   * - `zones`: by the tier, one availability zone after the other; the nodes of a zone at the same time. Each new
   *   instance must have its address.
   * - `roll`: by `NodeRolls`, one node after the other. Each address must also be healthy for Route 53.
   *
   * @default "zones"
   */
  readonly replacedBy?: "zones" | "roll" | undefined;
  readonly haproxy: HaproxySettings;
  /**
   * - `userData`: haproxy.cfg is part of the launch template, so a change of it replaces nodes.
   * - `s3`: nodes fetch it twice a minute, check it and reload. A change replaces no node. If HAProxy rejects it, the
   *   last good one stays in use and an alarm reports the failure. Less than a cent a month.
   *
   * @default "userData"
   */
  readonly configSource?: "userData" | "s3" | undefined;
  /** CIDRs of the backend, by names for security group rules. */
  readonly backends: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * With the tag `holdfast:stack`, a node may move its address only to instances with the same value. An account with
   * several front doors of this kind needs it.
   *
   * @default - only `Name`
   */
  readonly tags?: Tags | undefined;
}
