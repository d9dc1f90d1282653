/**
 * The components as a library: `import { Vpc } from "@holdfast-owner/holdfast"`. Those for ECS are
 * in `./front-door/ecs`, which is `@holdfast-owner/holdfast/ecs`.
 *
 * The exports of this file are the public surface, under semantic versioning. While the version is 0.x, a minor
 * version may break it; the changelog lists this under Breaking. The names of resources are part of it: a changed
 * name replaces a resource. Everything else in the package may change at any time.
 *
 * This file is for other programs only. The program in `index.ts` imports each component from its own file.
 */

// Addresses for inbound and outbound traffic.
export { StaticAddresses } from "./addresses/static-addresses";
export type { StaticAddressesArgs } from "./addresses/args";
export type {
  AddressArgs,
  AddressRole,
  InventoryAddress,
  StaticAddress,
} from "./addresses/address";
export type { AddressMap } from "./addresses/address-map";
export type {
  AcceleratorArgs,
  InventoryAccelerator,
  StaticAccelerator,
} from "./addresses/accelerator";
export type { BlockArgs, BlockIds } from "./addresses/block";
export type { AddressPool, InventoryPool, StaticPool } from "./addresses/pool";
export type { AddressRequest } from "./addresses/plan-addresses";

// Network.
export { type Network, type PerZone, type RouteTables, type Subnet } from "./network/network";
export { type NetworkFromArgs, networkFrom } from "./network/network-from";
export type { Client } from "./network/security-groups";
export { Vpc, type VpcSubnet } from "./network/vpc";
export type { FrontDoorNeeds, VpcArgs } from "./network/args";
export {
  type Egress,
  type EgressMode,
  type GatewayEndpointService,
  type NatEgress,
  type NatMode,
  type NoEgress,
  type PrivateLink,
  requestEgressAddresses,
} from "./network/egress";

export type { Tags } from "./tags";

// Front doors, with the address requests of each.
export * from "./front-door";

// Images of the nodes, and rolls to them.
export { BuiltImage } from "./image/built-image";
export type { BuiltImageArgs } from "./image/args";
export { NodeRolls } from "./image/node-rolls";
export type { NodeRollsArgs, RolledNode } from "./image/args";

// Credentials of the scripts of gates, rolls and images.
export {
  type AssumedRole,
  type ScriptCredentials,
  scriptCredentials,
} from "./scripts/script-credentials";

// Backends.
export { BlueGreen } from "./backend/blue-green";
export type { BlueGreenArgs, Reach, RecordSwitch, Switch } from "./backend/args";
export type { ExistingColor, LiveColor, OwnVpcColor, Placement } from "./backend/args";
export { type BackendFromArgs, type ColorBackend, backendFrom } from "./backend/color-backend";
export { ExistingTargets } from "./backend/existing/existing-targets";
export type { ExistingTargetsArgs, ExistingTargetsSettings } from "./backend/args";
export type { Color, Weights } from "./backend/plan-blue-green";
export type {
  BackendSettings,
  ColorProtection,
  LoadBalancing,
  Scaling,
} from "./backend/backend-settings";

// Names.
export { HealthChecks } from "./dns/health-checks";
export type { CheckedEndpoint, HealthChecksArgs } from "./dns/args";
export { RoutedRecord } from "./dns/routed-record";
export type { Answers, RoutedRecordArgs, RecordZone, Routing } from "./dns/args";

// Machines for people, and hosts with a fixed name.
export { Jumpbox, type JumpboxEndpoint } from "./jumpbox/jumpbox";
export type { JumpboxArgs } from "./jumpbox/args";
export type { Access, PublicZone } from "./jumpbox/access";
export type { Day, WorkingHours } from "./jumpbox/working-hours";
export { InternalHosts } from "./internal-host/internal-hosts";
export type { HostArgs, HostInstance, HostRecord, InternalHostsArgs } from "./internal-host/args";
