import type { AcceleratorArgs } from "../addresses/accelerator";
import type { AddressPlan } from "../addresses/plan-addresses";
import type { DnsSettings } from "../dns/settings";
import type { BackendSection, EntrySettings } from "../front-door/settings";
import type { ImageSettings } from "../image/settings";
import type { JumpboxSettings } from "../jumpbox/settings";
import type { NlbAlbSection } from "../front-door/nlb-alb/settings";
import type { HostInstance } from "../internal-host/internal-hosts";
import type { MachineArgs } from "../internal-host/host-machines";
import type { EgressMode } from "../network/egress";
import type { FlowLogRetentionDays } from "../network/flow-logs";

/** The configuration of a stack: checked, with defaults filled in and names looked up. */
export interface Config {
  /** AWS region, such as `us-east-1`. */
  readonly region: string;
  readonly network: NetworkConfig;
  readonly addresses: AddressesConfig;
  readonly entry: EntryConfig;
  /** The image of proxy nodes that is built; absent where they install at boot, or have another one. */
  readonly image?: ImageConfig;
  /** Absent without a front door, or with one that follows names. */
  readonly backend?: BackendConfig;
  readonly dns?: DnsConfig;
  readonly jumpbox?: JumpboxConfig;
  /** By name. */
  readonly internalHosts: Readonly<Record<string, HostConfig>>;
  /** Tags of every resource: the configured ones and `holdfast:stack`. */
  readonly tags: Readonly<Record<string, string>>;
}

export type EntryConfig = Exclude<EntrySettings, { kind: "nlbAlb" }> | NlbAlbConfig;

export interface NlbAlbConfig extends NlbAlbSection {
  readonly target: "alb" | "ips";
  readonly deletionProtection: boolean;
}

/** Sections that need nothing from AWS to be complete. */
export type ImageConfig = ImageSettings;
export type BackendConfig = BackendSection;
export type DnsConfig = DnsSettings;
export type JumpboxConfig = Exclude<JumpboxSettings, { kind: "none" }>;

export interface HostConfig {
  readonly record:
    { readonly kind: "public" } | { readonly kind: "private"; readonly zone: string };
  /** A key of `machines`, or an instance that exists. */
  readonly instance: string | HostInstance;
  readonly machines: Readonly<Record<string, MachineArgs>>;
  readonly ports: readonly number[];
}

export interface NetworkConfig {
  /** IPv4 block of the VPC, from /16 to /24. */
  readonly cidr: string;
  /** Names of two to eight availability zones, sorted. */
  readonly availabilityZones: readonly string[];
  readonly egress: EgressMode;
  /** Off when absent. */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays };
}

/** What the update does with the stack's addresses, decided from what AWS holds for it now. */
export interface AddressesConfig extends AddressPlan {
  readonly protect: boolean;
  readonly accelerator?: AcceleratorArgs;
}
