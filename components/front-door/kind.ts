import type * as pulumi from "@pulumi/pulumi";
import type * as v from "valibot";
import type { AcceleratorArgs, StaticAccelerator } from "../addresses/accelerator";
import type { StaticAddress } from "../addresses/address";
import type { AddressClaim, AddressRequest } from "../addresses/plan-addresses";
import type { HolderKind } from "../addresses/plan-moves";
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
import type { AliasedFrontDoor, CheckedFrontDoor, FrontDoorMove } from "./reachable";

/** A created front door, with its health checks and alarms. */
interface FrontDoor {
  /** Distinguish the two by `"alias" in component`. */
  readonly component: CheckedFrontDoor | AliasedFrontDoor;
  /** Ids of the Route 53 health checks, by address key; empty with an alias. */
  readonly checkIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the alarms' SNS topics. */
  readonly alarmTopics: readonly pulumi.Output<string>[];
  /** Security group that existing targets must allow; by default, the clients of `BlueGreen`. */
  readonly targetsAdmit?: pulumi.Output<string> | undefined;
  /** Addresses of pairs, which may be private, and of their nodes. Only with pairs. */
  readonly pairs?: object | undefined;
  /** While addresses move to it zone by zone, and the public name follows in between. */
  readonly move?: FrontDoorMove | undefined;
}

/** Arguments that a front door is created from. */
export interface FrontDoorArgs {
  readonly region: string;
  readonly vpc: Network;
  /** The inventory, by address key. */
  readonly addresses: Readonly<Record<string, StaticAddress>>;
  /** Addresses that it claims from another front door in this update. */
  readonly claims: readonly AddressClaim[];
  /** The IPAM pool that load balancers can draw from. */
  readonly pool: StaticPool | undefined;
  /** Present while the stack has an accelerator. */
  readonly accelerator: StaticAccelerator | undefined;
  readonly backend: BackendConfig | undefined;
  /** Present with the section `backend`. */
  readonly blueGreen: BlueGreen | undefined;
  /** Id of the image that the section `image` builds for nodes. */
  readonly image: pulumi.Output<string> | undefined;
  /** Value of `addresses.protect`. */
  readonly protect: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** Other sections that a front door depends on, each valid by itself. */
export interface OtherSections {
  /** Undefined while the section has problems, or before AWS was asked about it. */
  readonly network: CheckedNetwork | undefined;
  readonly addresses: AddressesSettings | undefined;
  readonly backend: BackendSection | undefined;
  readonly dns: DnsSettings | undefined;
}

/** A route that a front door adds. */
export interface RouteRequest {
  /** Setting that needs the route. */
  readonly path: string;
  readonly given: unknown;
  /** An IPv4 block. */
  readonly destination: string;
  /** Ids of route tables in the configuration. */
  readonly routeTables: readonly string[];
}

/** Nodes of a front door that can use an image of the stack. */
interface ImageNodes {
  readonly instanceType: string;
  /** Configured image of the nodes. */
  readonly image: string | undefined;
}

/** A security group that allows clients of a front door. */
export interface PublicGroup {
  /** Public ports: one rule for each port and client. */
  readonly ports: readonly number[];
  /** Number of other rules, such as for health checkers, as AWS counts them. */
  readonly otherRules: number;
}

/** Number of rules that the prefix list of Route 53's health checkers counts as. */
export const CHECKERS_WEIGHT = 25;

/** The schema of `entry` with one kind: a map of settings with `kind`. */
type SettingsSchema = v.GenericSchema<
  unknown,
  { readonly kind: string; readonly allowFrom?: readonly string[] }
>;

/**
 * A kind of front door, with everything that the rest of the program needs to know about it. Its folder has one
 * object of this type; `kinds.ts` lists them. No other source names a kind.
 */
export interface FrontDoorKind<Schema extends SettingsSchema = SettingsSchema> {
  /** `entry.kind` selects it. The reference contains its description and those of its settings. */
  readonly settings: Schema;

  /** Validates settings beyond the schema. */
  check(entry: v.InferOutput<Schema>): Problem[];

  /** Finds settings that cannot be combined with other sections. */
  checkWith(entry: v.InferOutput<Schema>, sections: OtherSections): Problem[];

  /** The Elastic IPs that it needs. */
  addresses(
    entry: v.InferOutput<Schema>,
    network: NetworkConfig,
    backend: BackendSection | undefined,
  ): AddressRequest[];

  /**
   * What a holder, as the inventory notes it, is of this kind, if it yields its address to the claimant that the address's
   * tag `holdfast:claimant` names: a node or a load balancer of another front door. By default none does.
   *
   * @param network that of the update, which the other front door uses
   */
  yields?(holder: string, network: NetworkConfig): HolderKind | undefined;

  /** Requests its instances, in sorted zones. By default none. */
  instances?(entry: v.InferOutput<Schema>, zones: readonly string[]): readonly InstanceRequest[];

  /** The NLB with the addresses, if any. */
  nlb?(entry: v.InferOutput<Schema>, network: NetworkConfig): NlbPlan | undefined;

  /** Addresses that it takes from the pool. By default none. */
  poolDraw?(entry: v.InferOutput<Schema>, network: NetworkConfig): PoolDraw;

  /** Settings of the accelerator with the addresses, if any. */
  accelerator?(entry: v.InferOutput<Schema>): Pick<AcceleratorArgs, "flowLogs">;

  /** Subnets and endpoints that the VPC provides. By default the public subnets, and no endpoint. */
  network?(
    entry: v.InferOutput<Schema>,
    egress: EgressMode | ExistingEgress,
  ): FrontDoorNeeds | undefined;

  /** Routes that it adds to all route tables of the VPC, and to configured route tables. By default none. */
  routes?(entry: v.InferOutput<Schema>): readonly RouteRequest[];

  /** How it reaches the backend's colours. */
  backend(entry: v.InferOutput<Schema>, backend: BackendSection): BackendAccess;

  /** Security groups that `allowFrom` restricts. */
  publicGroups(
    entry: v.InferOutput<Schema>,
    backend: BackendSection | undefined,
  ): readonly PublicGroup[];

  /** Its nodes, if they can use an image of the stack. */
  nodes?(entry: v.InferOutput<Schema>): ImageNodes;

  /** Whether it has a public name, and whether that resolves to checked addresses or is an alias. */
  dns(entry: v.InferOutput<Schema>): "addresses" | "alias" | undefined;

  /** Its rows in `npm run compare`: one for each configuration with different costs or failures. */
  readonly compared: readonly ComparedFrontDoor[];

  readonly drill: DrillTraits<v.InferOutput<Schema>>;

  /** Creates the component, its health checks and its alarms. */
  create(entry: v.InferOutput<Schema>, args: FrontDoorArgs): FrontDoor;
}

/** Types a kind by the schema of its settings. */
export const frontDoorKind = <const Schema extends SettingsSchema>(
  kind: FrontDoorKind<Schema>,
): FrontDoorKind<Schema> => kind;
