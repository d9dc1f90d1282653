import type * as pulumi from "@pulumi/pulumi";
import type { AddressMap } from "../../addresses/address-map";
import type { HolderKind } from "../../addresses/plan-moves";
import type { Network } from "../../network/network";
import type { Tags } from "../../tags";
import type { NlbClaims } from "../nlb/nlb-claims";
import type { AllowFrom } from "../allow-from/clients";
import type { ClientLimits } from "../proxy/client-limits";

/** Arguments of `EcsOnInstances`. */
export interface EcsOnInstancesArgs extends EcsArgs {
  /** @default "t4g.small": $12.26 a month each (us-east-1) */
  readonly instanceType?: pulumi.Input<string> | undefined;
  /**
   * Keys of addresses that another front door of the stack still has. In this update, nodes of this front door claim
   * them, one availability zone after another. Remove it after the update. @default - none: each address is free
   */
  readonly claims?: readonly string[] | undefined;
  /**
   * What has the addresses in `claims`: nodes, or the NLB of an `EcsOnFargate`, or of an `NlbAlb` with a target `ips`, in
   * the same VPC.
   *
   * @default "nodes"
   */
  readonly claimedFrom?: HolderKind | undefined;
}

/** Arguments of `EcsOnFargate`. */
export interface EcsOnFargateArgs extends EcsArgs {
  /**
   * Whether AWS refuses to delete the NLB. An update or a destroy that removes it turns this off first. @default
   * false
   */
  readonly deletionProtection?: boolean | undefined;
  /**
   * Addresses that the NLB claims in this update from the nodes of another front door of the stack, one availability zone
   * after another. Remove it after the update. @default - all are free, or the NLB has them
   */
  readonly claims?: NlbClaims | undefined;
}

/** Arguments of both launch types. */
export interface EcsArgs {
  readonly vpc: Network;
  /** Elastic IPs by key. */
  readonly addresses: AddressMap;
  /** Sources that may connect to the public port. @default - the internet */
  readonly allowFrom?: AllowFrom | undefined;
  /** Container image, built from `node/container/`. */
  readonly image: pulumi.Input<string>;
  /** Number of tasks, at least two. */
  readonly desiredCount: number;
  /** Backend as `name:port`. HAProxy resolves the name continuously. */
  readonly endpoint: pulumi.Input<string>;
  /** Path that the backend answers with a status from 200 to 399 while it is healthy. */
  readonly healthPath: pulumi.Input<string>;
  /** Limits for clients, at each task. @default - 20,000 connections on instances, 5,000 on Fargate */
  readonly limits?: ClientLimits | undefined;
  /** How long an idle connection is kept open. @default 360 */
  readonly idleTimeoutSeconds?: number | undefined;
  /** Connect timeout for an address of the backend. @default 250 */
  readonly connectTimeoutMs?: number | undefined;
  /** Port of the backend. */
  readonly backendPort: number;
  /** CIDRs of the backend, by names for security group rules. */
  readonly backends: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * With the tag `holdfast:stack`, an instance may move addresses only to instances with the same value. An account
   * with several front doors of this kind needs it.
   *
   * @default - only `Name`
   */
  readonly tags?: Tags | undefined;
}
