import type * as pulumi from "@pulumi/pulumi";
import type { AddressMap } from "../../addresses/address-map";
import type { Network } from "../../network/network";
import type { Tags } from "../../tags";
import type { AllowFrom } from "../allow-from/clients";
import type { ClientLimits } from "../proxy/client-limits";

/** Arguments of `EcsOnInstances`. */
export interface EcsOnInstancesArgs extends EcsArgs {
  /** @default "t4g.small": $12.26 a month each (us-east-1) */
  readonly instanceType?: pulumi.Input<string> | undefined;
  /**
   * Keys of addresses that nodes of another front door of the stack still have: in this update, nodes of this one claim
   * them, one availability zone after another. Leave it out when they have. @default - none: each address is free
   */
  readonly claims?: readonly string[] | undefined;
}

/** Arguments of `EcsOnFargate`. */
export interface EcsOnFargateArgs extends EcsArgs {
  /** Whether AWS refuses to delete the NLB. An update or a destroy that removes it turns this off first. @default false */
  readonly deletionProtection?: boolean | undefined;
}

/** What both launch types need. */
export interface EcsArgs {
  readonly vpc: Network;
  /** Elastic IPs by key. */
  readonly addresses: AddressMap;
  /** Who may connect to the public port. @default - the internet */
  readonly allowFrom?: AllowFrom | undefined;
  /** Of the container, built from `node/container/`. */
  readonly image: pulumi.Input<string>;
  /** Tasks, at least two. */
  readonly desiredCount: number;
  /** `name:port` that requests go to; the name is followed. */
  readonly endpoint: pulumi.Input<string>;
  /** What the backend answers with a status from 200 to 399 while it is healthy. */
  readonly healthPath: pulumi.Input<string>;
  /** What clients may have, at each task. @default - 20,000 connections on instances, 5,000 on Fargate */
  readonly limits?: ClientLimits | undefined;
  /** How long a connection without data is kept. @default 360 */
  readonly idleTimeoutSeconds?: number | undefined;
  /** How long an address of the backend may take to accept a connection. @default 250 */
  readonly connectTimeoutMs?: number | undefined;
  /** Port of the backend. */
  readonly backendPort: number;
  /** CIDRs of the backend, by names that security group rules get. */
  readonly backends: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * With `holdfast:stack` among them, an instance may give addresses to instances with the same value only. An account with
   * several front doors of a kind needs it.
   *
   * @default - only `Name`
   */
  readonly tags?: Tags | undefined;
}
