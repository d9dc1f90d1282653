import type * as pulumi from "@pulumi/pulumi";
import type { AddressMap } from "../../addresses/address-map";
import type { Network } from "../../network/network";
import type { AllowFrom } from "../allow-from/clients";
import type { PairSettings } from "./pair-settings";
import type { Tags } from "../../tags";

/** Arguments of `AddressPairs`: pairs of nodes that share an address, and how they route requests. */
export interface AddressPairsArgs {
  /** Network with the `frontDoor` subnets and endpoints of `planPairNeeds`. */
  readonly vpc: Network;
  readonly failover:
    | {
        readonly kind: "route";
        /** Route tables of the VPC that `Vpc` did not create. @default [] */
        readonly routeTables?: readonly string[] | undefined;
        /** IPv4 blocks outside the VPC that connect to the addresses. @default [] */
        readonly clients?: readonly string[] | undefined;
      }
    | {
        readonly kind: "eip";
        /**
         * Elastic IPs by key: `entry-<pair>` for every pair. Nodes leave an address alone whose tag `holdfast:holder`
         * names anything but `pair-<pair>` or `none`.
         */
        readonly addresses: AddressMap;
        /**
         * Keys of addresses that nodes of another front door of the stack still have. In this update, the pairs claim
         * them, one after another in the order of the keys' first letters. Remove it after the update.
         *
         * @default - none: each address is free
         */
        readonly claims?: readonly string[] | undefined;
        /** Sources that may connect to the public ports. @default - the internet */
        readonly allowFrom?: AllowFrom | undefined;
      };
  /** Pairs by name. The name is part of the names of all resources of a pair. */
  readonly pairs: Readonly<Record<string, PairSettings>>;
  /** @default "c7g.medium": $26.50 a month each (us-east-1) */
  readonly instanceType?: pulumi.Input<string> | undefined;
  /**
   * AMI id, or `resolve:ssm:` and the name of a parameter that contains one. An output must be an AMI id. Only a
   * change of the AMI id replaces nodes.
   *
   * @default - the newest Amazon Linux 2023 when a node is first created
   */
  readonly image?: pulumi.Input<string> | undefined;
  /** Seconds between advertisements, 0.1 to 10. A node counts as failed after three intervals. @default 0.3 */
  readonly advertSeconds?: number | undefined;
  /** Whether the first node claims the address again when it returns. @default false */
  readonly preempt?: boolean | undefined;
  /** As for `ProxyTier`. With `userData`, a change of haproxy.cfg replaces the pair's nodes. @default "userData" */
  readonly configSource?: "userData" | "s3" | undefined;
  /**
   * With the tag `holdfast:stack`, a node may move its address only to instances with the same value. An account with
   * several front doors of this kind needs it.
   *
   * @default - only `Name`
   */
  readonly tags?: Tags | undefined;
}
