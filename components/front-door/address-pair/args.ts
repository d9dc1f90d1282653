import type * as pulumi from "@pulumi/pulumi";
import type { AddressMap } from "../../addresses/address-map";
import type { Network } from "../../network/network";
import type { AllowFrom } from "../allow-from/clients";
import type { PairSettings } from "./pair-settings";
import type { Tags } from "../../tags";

/** Arguments of `AddressPairs`: pairs of nodes that share an address, and how they route requests. */
export interface AddressPairsArgs {
  /** With `frontDoor` as `planPairNeeds` plans it. */
  readonly vpc: Network;
  readonly failover:
    | {
        readonly kind: "route";
        /** Route tables of the VPC beside those that `Vpc` made. @default [] */
        readonly routeTables?: readonly string[] | undefined;
        /** IPv4 blocks outside the VPC whose machines reach the addresses. @default [] */
        readonly clients?: readonly string[] | undefined;
      }
    | {
        readonly kind: "eip";
        /** Elastic IPs by key, `entry-<pair>` for every pair. */
        readonly addresses: AddressMap;
        /** Who may connect to the public ports. @default - the internet */
        readonly allowFrom?: AllowFrom | undefined;
      };
  /** By name; the name is part of the names of all that a pair has. */
  readonly pairs: Readonly<Record<string, PairSettings>>;
  /** @default "c7g.medium": $26.50 a month each (us-east-1) */
  readonly instanceType?: pulumi.Input<string> | undefined;
  /**
   * AMI id, or `resolve:ssm:` and the name of a parameter that has one; an output is an AMI id. Only another AMI
   * id replaces nodes.
   *
   * @default - the newest Amazon Linux 2023 when a node is first created
   */
  readonly image?: pulumi.Input<string> | undefined;
  /** Seconds between advertisements, 0.1 to 10: a node that is gone is noticed after three. @default 0.3 */
  readonly advertSeconds?: number | undefined;
  /** Whether the first node takes the address back when it returns. @default false */
  readonly preempt?: boolean | undefined;
  /** As in the HAProxy tier; `userData` makes a change of it replace the pair's nodes. @default "userData" */
  readonly configSource?: "userData" | "s3" | undefined;
  /**
   * With `holdfast:stack` among them, a node may give its address to instances with the same value only. An account with
   * several front doors of a kind needs it.
   *
   * @default - only `Name`
   */
  readonly tags?: Tags | undefined;
}
