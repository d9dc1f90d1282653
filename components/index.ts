/**
 * The components as a library: `import { Vpc } from "@holdfast-owner/holdfast"`. What ECS needs
 * is in `./front-door/ecs`, which is `@holdfast-owner/holdfast/ecs`.
 *
 * What is exported here is the public surface, kept by semantic versioning: while the version is 0.x, a
 * minor version may break it, and the changelog says so under Breaking. The names of resources belong to
 * it: a name that changes replaces a resource. Everything else in the package may change at any time.
 *
 * Only this file is for other programs; the program in `index.ts` imports each component by its own file.
 */

// Addresses: what clients connect to, and what outgoing traffic comes from.
export { StaticAddresses, type StaticAddressesArgs } from "./addresses/static-addresses";
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
export type { AddressPool } from "./addresses/pool";
export type { AddressRequest } from "./addresses/plan-addresses";

// Network.
export {
  type Network,
  type NetworkFromArgs,
  type PerZone,
  type RouteTables,
  type Subnet,
  networkFrom,
} from "./network/network";
export type { Client } from "./network/security-groups";
export { type FrontDoorNeeds, Vpc, type VpcArgs, type VpcSubnet } from "./network/vpc";
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

// Front doors, with the addresses that each asks of the inventory.
export * from "./front-door";

// Images of the nodes, and their way to the nodes.
export { BuiltImage, type BuiltImageArgs } from "./image/built-image";
export { NodeRolls, type NodeRollsArgs, type RolledNode } from "./image/node-rolls";

// Credentials of the scripts that gates, rolls and images run.
export {
  type AssumedRole,
  type ScriptCredentials,
  scriptCredentials,
} from "./scripts/script-credentials";

// Backends.
export {
  BlueGreen,
  type BlueGreenArgs,
  type Reach,
  type RecordSwitch,
  type Switch,
} from "./backend/blue-green";
export type { ExistingColor, LiveColor, OwnVpcColor, Placement } from "./backend/colors";
export { type BackendFromArgs, type ColorBackend, backendFrom } from "./backend/color-backend";
export {
  ExistingTargets,
  type ExistingTargetsArgs,
  type ExistingTargetsSettings,
} from "./backend/existing/existing-targets";
export type { Color, Weights } from "./backend/plan-blue-green";
export type { BackendSettings, LoadBalancing, Scaling } from "./backend/backend-settings";

// Names.
export { type CheckedEndpoint, HealthChecks, type HealthChecksArgs } from "./dns/health-checks";
export {
  type Answers,
  RoutedRecord,
  type RoutedRecordArgs,
  type RecordZone,
  type Routing,
} from "./dns/routed-record";

// Machines for people, and hosts known by one name.
export { Jumpbox, type JumpboxArgs, type JumpboxEndpoint } from "./jumpbox/jumpbox";
export type { Access, PublicZone } from "./jumpbox/access";
export type { Day, WorkingHours } from "./jumpbox/working-hours";
export {
  type HostArgs,
  type HostInstance,
  type HostRecord,
  InternalHosts,
  type InternalHostsArgs,
} from "./internal-host/internal-hosts";
