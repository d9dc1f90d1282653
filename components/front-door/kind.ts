import type * as pulumi from "@pulumi/pulumi";
import type * as v from "valibot";
import type { AcceleratorArgs, StaticAccelerator } from "../addresses/accelerator";
import type { StaticAddress } from "../addresses/address";
import type { AddressRequest } from "../addresses/plan-addresses";
import type { PoolDraw, StaticPool } from "../addresses/pool";
import type { AddressesSettings } from "../addresses/settings";
import type { BackendAccess } from "../backend/access";
import type { BlueGreen } from "../backend/blue-green";
import type { BackendConfig } from "../backend/existing/resolve";
import type { BackendSection } from "../backend/settings";
import type { DnsSettings } from "../dns/settings";
import type { InstanceRequest } from "../machine/instance-request";
import type { EgressMode, ExistingEgress } from "../network/egress";
import type { CheckedNetwork, NetworkConfig } from "../network/settings";
import type { Network } from "../network/network";
import type { FrontDoorNeeds } from "../network/args";
import type { Problem } from "../settings/problem";
import type { ComparedFrontDoor } from "./compared";
import type { DrillTraits } from "./drill-traits";
import type { NlbPlan } from "./nlb/plan-replacement";
import type { AliasedFrontDoor, CheckedFrontDoor } from "./reachable";

/** A front door that was created, with what watches it. */
interface FrontDoor {
  /** `"alias" in component` tells the two apart. */
  readonly component: CheckedFrontDoor | AliasedFrontDoor;
  /** Of the Route 53 health checks, by address key; empty with an alias. */
  readonly checkIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the topics that alarms go to. */
  readonly alarmTopics: readonly pulumi.Output<string>[];
  /** Security group that existing targets must admit; by default, the clients of `BlueGreen`. */
  readonly targetsAdmit?: pulumi.Output<string> | undefined;
  /** Addresses of pairs, which may be private, and of their nodes; only with pairs. */
  readonly pairs?: object | undefined;
}

/** What a front door is created from. */
export interface FrontDoorArgs {
  readonly region: string;
  readonly vpc: Network;
  /** The inventory, by address key. */
  readonly addresses: Readonly<Record<string, StaticAddress>>;
  /** Keys of addresses that its nodes claim from another front door in this update. */
  readonly claims: readonly string[];
  /** The IPAM pool that load balancers can draw from. */
  readonly pool: StaticPool | undefined;
  /** While the stack has an accelerator. */
  readonly accelerator: StaticAccelerator | undefined;
  readonly backend: BackendConfig | undefined;
  /** With `backend`. */
  readonly blueGreen: BlueGreen | undefined;
  /** Id of the image that the section `image` builds for nodes. */
  readonly image: pulumi.Output<string> | undefined;
  /** As `addresses.protect`. */
  readonly protect: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** Sections of a configuration that a front door depends on, each right in itself. */
export interface OtherSections {
  /** Undefined while it has problems of its own, or AWS was not yet asked about it. */
  readonly network: CheckedNetwork | undefined;
  readonly addresses: AddressesSettings | undefined;
  readonly backend: BackendSection | undefined;
  readonly dns: DnsSettings | undefined;
}

/** A route that a front door adds. */
export interface RouteRequest {
  /** The setting that needs it. */
  readonly path: string;
  readonly given: unknown;
  /** An IPv4 block. */
  readonly destination: string;
  /** Ids of route tables that the configuration names. */
  readonly routeTables: readonly string[];
}

/** The nodes of a front door that can run an image which the stack builds. */
interface ImageNodes {
  readonly instanceType: string;
  /** The image that is configured for them. */
  readonly image: string | undefined;
}

/** A security group that admits clients to a front door. */
export interface PublicGroup {
  /** That clients connect to: a rule for each and each client. */
  readonly ports: readonly number[];
  /** Rules that it has for others, such as health checkers, by AWS's count. */
  readonly otherRules: number;
}

/** Of the prefix list of Route 53's health checkers: rules that it counts as. */
export const CHECKERS_WEIGHT = 25;

/** The schema of `entry` with one kind: a map of settings with `kind`. */
type SettingsSchema = v.GenericSchema<
  unknown,
  { readonly kind: string; readonly allowFrom?: readonly string[] }
>;

/**
 * A kind of front door: everything that the rest of the program asks of it. Its folder has one object of this
 * type; `kinds.ts` lists them. Nothing else in the program names a kind.
 */
export interface FrontDoorKind<Schema extends SettingsSchema = SettingsSchema> {
  /** `entry.kind` selects it; its description and those of its settings are in the reference. */
  readonly settings: Schema;

  /** Finds problems of the settings themselves that the schema cannot express. */
  check(entry: v.InferOutput<Schema>): Problem[];

  /** Finds settings that do not fit the other sections. */
  checkWith(entry: v.InferOutput<Schema>, sections: OtherSections): Problem[];

  /** The Elastic IPs that it needs. */
  addresses(entry: v.InferOutput<Schema>, network: NetworkConfig): AddressRequest[];

  /**
   * Whether a holder, as the inventory notes it, is a node of this kind, which yields its address to the node of another
   * front door that the address's tag `holdfast:claimant` names. By default none does.
   */
  yields?(holder: string): boolean;

  /** The instances that it runs, in zones that are sorted. By default none. */
  instances?(entry: v.InferOutput<Schema>, zones: readonly string[]): readonly InstanceRequest[];

  /** The NLB that holds the addresses, if one does. */
  nlb?(entry: v.InferOutput<Schema>, network: NetworkConfig): NlbPlan | undefined;

  /** The addresses that it draws from the pool by itself. By default none. */
  poolDraw?(entry: v.InferOutput<Schema>, network: NetworkConfig): PoolDraw;

  /** Settings of the accelerator that holds the addresses, if one does. */
  accelerator?(entry: v.InferOutput<Schema>): Pick<AcceleratorArgs, "flowLogs">;

  /** Subnets and endpoints that the VPC provides. By default the public subnets, and no endpoint. */
  network?(
    entry: v.InferOutput<Schema>,
    egress: EgressMode | ExistingEgress,
  ): FrontDoorNeeds | undefined;

  /** Routes that it adds to all route tables of the VPC, and to those that the configuration names. By default none. */
  routes?(entry: v.InferOutput<Schema>): readonly RouteRequest[];

  /** How it reaches the backend's colours. */
  backend(entry: v.InferOutput<Schema>, backend: BackendSection): BackendAccess;

  /** The security groups that `allowFrom` narrows. */
  publicGroups(
    entry: v.InferOutput<Schema>,
    backend: BackendSection | undefined,
  ): readonly PublicGroup[];

  /** Its nodes, if they can run an image that the stack builds. */
  nodes?(entry: v.InferOutput<Schema>): ImageNodes;

  /** Whether it has a public name, and whether that resolves to checked addresses or is an alias. */
  dns(entry: v.InferOutput<Schema>): "addresses" | "alias" | undefined;

  /** Its rows in `npm run compare`: one for each way to configure it that costs or fails otherwise. */
  readonly compared: readonly ComparedFrontDoor[];

  readonly drill: DrillTraits<v.InferOutput<Schema>>;

  /** Creates the component, its health checks and its alarms. */
  create(entry: v.InferOutput<Schema>, args: FrontDoorArgs): FrontDoor;
}

/** Types a kind by the schema of its settings. */
export const frontDoorKind = <const Schema extends SettingsSchema>(
  kind: FrontDoorKind<Schema>,
): FrontDoorKind<Schema> => kind;
