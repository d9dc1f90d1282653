import type * as pulumi from "@pulumi/pulumi";
import type { StaticAddress } from "../addresses/address";
import type { PublicZone } from "../jumpbox/access";
import type { Network } from "../network/network";
import type { Tags } from "../tags";
import type { HostMachineArgs } from "./host-machines";

/** An instance that a host's name can resolve to. */
export interface HostInstance {
  readonly instanceId: pulumi.Input<string>;
  readonly privateIp: pulumi.Input<string>;
}

/**
 * The DNS record of a host.
 *
 * - `public`: a CNAME of an Elastic IP's public DNS name. Inside the VPC of the address's holder, Amazon's DNS
 *   resolves it to the holder's private address, elsewhere to the Elastic IP. When another instance claims the
 *   address, no record changes and no cache has to expire.
 * - `private`: an A record in a private zone of the VPC. It needs no Elastic IP. Another instance changes the value,
 *   which clients see after the record's 10 seconds.
 */
export type HostRecord =
  | {
      readonly kind: "public";
      readonly zone: PublicZone;
      readonly address: StaticAddress;
      /** Public DNS name of the address. */
      readonly publicName: pulumi.Input<string>;
    }
  | { readonly kind: "private"; readonly zone: string };

/** A host: its name, the instance that has it, and the machines to create for it. */
export interface HostArgs {
  readonly record: HostRecord;
  /** The instance that the name resolves to: a key of `machines`, or an existing instance. */
  readonly instance: string | HostInstance;
  /** Instances to create, by key. @default - none */
  readonly machines?: Readonly<Record<string, HostMachineArgs>> | undefined;
  /** TCP ports that the machines allow from the VPC. @default - none */
  readonly ports?: readonly number[] | undefined;
}

/** Arguments of `InternalHosts`. */
export interface InternalHostsArgs {
  readonly vpc: Network;
  /** Hosts by name, the first label of the full name. */
  readonly hosts: Readonly<Record<string, HostArgs>>;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
