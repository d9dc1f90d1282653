import * as pulumi from "@pulumi/pulumi";
import { endpointOf } from "./existing/targets";
import { existingBlocks, existingColors } from "./existing/existing-colors";
import type { BackendConfig } from "./existing/resolve";
import type { StaticAddress } from "../addresses/address";
import type { Network } from "../network/network";
import type { Client } from "../network/security-groups";
import type { BackendSettings, LoadBalancing } from "./backend-settings";
import type { BlueGreenArgs, Switch } from "./args";
import type { OwnVpcColor } from "./args";
import { COLORS, type Color } from "./plan-blue-green";
import type { BackendSection } from "./settings";
import type { BackendAccess } from "./access";

/**
 * By a name that resolves to the live colour's load balancer.
 *
 * @param certificateArn of ALBs. @default - they speak HTTP
 */
export const accessByName = (
  { loadBalancer = "nlb" }: BackendSection,
  certificateArn?: string,
): BackendAccess => ({
  switch: "name",
  clients: "frontDoor",
  existing: "byReach",
  loadBalancer:
    loadBalancer === "alb" ? { kind: loadBalancer, certificateArn } : { kind: loadBalancer },
});

/** An ALB for browsers. */
export const webBalancer = (
  certificateArn: string | undefined,
  idleTimeoutSeconds?: number,
): LoadBalancing => ({ kind: "alb", certificateArn, idleTimeoutSeconds });

/** Parts of the stack around the backend. */
interface BackendSurroundings {
  /** VPC of the front door. */
  readonly frontDoor: Network;
  /** The inventory, by address key. */
  readonly addresses: Readonly<Record<string, StaticAddress>>;
  /** Value of `addresses.protect`. */
  readonly protect: boolean;
  /** Flow logs of the colours' own VPCs. */
  readonly flowLogs?: OwnVpcColor["flowLogs"];
  readonly tags: Readonly<Record<string, string>>;
}

/** Builds the arguments of `BlueGreen` from the configuration. */
export function blueGreenArgs(
  config: BackendConfig,
  access: BackendAccess,
  { frontDoor, addresses, protect, flowLogs, tags }: BackendSurroundings,
): BlueGreenArgs {
  const { layout = "vpcPerColor", live, weights, drainSeconds, targets } = config;
  const common = {
    // A single target without a colour is blue.
    live: live ?? weights ?? "blue",
    switch: access.switch === "name" ? byRecord(config) : access.switch,
    frontDoor,
    clients: clientsOf(config, access, frontDoor, addresses),
    drainSeconds,
    deletionProtection: protect,
    tags,
  };
  if (targets) {
    const colors = existingColors(targets, access, frontDoor);
    return { ...common, layout: "existing", colors };
  }
  const { loadBalancer } = access;
  const colors: Partial<Record<Color, BackendSettings & { cidr?: string | undefined }>> = {};
  for (const color of COLORS) {
    const settings = config[color];
    const logs = layout === "vpcPerColor" && { flowLogs };
    if (settings) colors[color] = { ...settings, ...logs, loadBalancer };
  }
  return layout === "vpcPerColor"
    ? { ...common, layout, colors: colors as Partial<Record<Color, OwnVpcColor>> }
    : { ...common, layout, colors };
}

function clientsOf(
  { reach }: BackendSection,
  { clients }: BackendAccess,
  frontDoor: Network,
  addresses: Readonly<Record<string, StaticAddress>>,
): Readonly<Record<string, Client>> {
  if (clients !== "frontDoor") return clients;
  return reach === "private" ? subnetsOf(frontDoor) : addressBlocks(addresses);
}

function byRecord(config: BackendConfig): Switch {
  const { reach, zone, zoneId, ttlSeconds, gateTimeoutSeconds } = config;
  return {
    kind: "record",
    reach:
      reach === "private" ? { kind: "private", zone } : { kind: "public", zone, zoneId: zoneId! },
    ttlSeconds,
    gateTimeoutSeconds,
  };
}

/** Subnets of the front door, whose private addresses the colours see. */
function subnetsOf({ frontDoorSubnets }: Network): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    Object.entries(frontDoorSubnets).map(([zone, { cidr }]) => [zone, cidr]),
  );
}

/** Elastic IPs of the proxies, which the colours see over the internet. */
function addressBlocks(
  addresses: Readonly<Record<string, StaticAddress>>,
): Record<string, pulumi.Output<string>> {
  const nodes = Object.entries(addresses).filter(([key]) => key.startsWith("entry-"));
  return Object.fromEntries(
    nodes.map(([key, { publicIp }]) => [key, pulumi.interpolate`${publicIp}/32`]),
  );
}

/** IPv4 blocks of the colours' load balancers, by colour, as `shared` or by block. */
export function backendBlocks(
  config: BackendConfig,
  frontDoor: Network,
): Record<string, pulumi.Input<string>> {
  if (config.reach === "public") {
    // Nodes may connect to HTTPS anywhere already.
    return endpointOf(config).port === 443 ? {} : { internet: "0.0.0.0/0" };
  }
  if (config.targets) return existingBlocks(config.targets);
  if (config.layout === "sharedVpc") return { shared: frontDoor.cidr };
  const blocks = COLORS.flatMap((color) => {
    const cidr = config[color]?.cidr;
    return cidr === undefined ? [] : [[color, cidr]];
  });
  return Object.fromEntries(blocks) as Record<string, string>;
}
