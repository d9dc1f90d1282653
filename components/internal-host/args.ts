import type * as pulumi from "@pulumi/pulumi";
import type { StaticAddress } from "../addresses/address";
import type { PublicZone } from "../jumpbox/access";
import type { Network } from "../network/network";
import type { Tags } from "../tags";
import type { HostMachineArgs } from "./host-machines";

/** An instance that a host's name can lead to. */
export interface HostInstance {
  readonly instanceId: pulumi.Input<string>;
  readonly privateIp: pulumi.Input<string>;
}

/**
 * What a host's name is.
 *
 * - `public`: a CNAME of an Elastic IP's public DNS name, which Amazon's DNS answers with the private
 *   address of who has the address inside its VPC, and with the address itself outside. Another instance
 *   takes the address over: no record changes, and no client waits for one.
 * - `private`: an A record in a private zone of the VPC. It costs no address; another instance is another
 *   value, which clients see after the record's 10 seconds.
 */
export type HostRecord =
  | {
      readonly kind: "public";
      readonly zone: PublicZone;
      readonly address: StaticAddress;
      /** The address's own name. */
      readonly publicName: pulumi.Input<string>;
    }
  | { readonly kind: "private"; readonly zone: string };

/** A host: its name, the instance that has it, and the machines to create for it. */
export interface HostArgs {
  readonly record: HostRecord;
  /** The instance that has the name: a key of `machines`, or one that exists already. */
  readonly instance: string | HostInstance;
  /** Instances to create, by key. @default - none */
  readonly machines?: Readonly<Record<string, HostMachineArgs>> | undefined;
  /** TCP ports on which the machines admit the VPC. @default - none */
  readonly ports?: readonly number[] | undefined;
}

/** Arguments of `InternalHosts`. */
export interface InternalHostsArgs {
  readonly vpc: Network;
  /** By name, which is the first label of the whole name. */
  readonly hosts: Readonly<Record<string, HostArgs>>;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
