/**
 * Front doors of the library: shared types, and a line for each kind. That of ECS needs @pulumi/awsx, and has its own
 * path: see `exports` in package.json.
 */
export type { AllowFrom } from "./allow-from/clients";
export type { AliasedFrontDoor, CheckedFrontDoor, FrontDoorMove } from "./reachable";
export { type NlbIdentity, requestNlbAddresses } from "./nlb/nlb-addresses";
export type { NlbClaims } from "./nlb/nlb-claims";
export type { ClientLimits } from "./proxy/client-limits";
export type { HaproxyBackend, HaproxySettings } from "./proxy/haproxy-settings";
export { ProxyAlarms } from "./proxy/proxy-alarms";
export type { ProxyAlarmsArgs } from "./proxy/args";
export * from "./haproxy";
export * from "./nlb-alb";
export * from "./alb";
export * from "./address-pair";
export * from "./accelerator";
