import * as pulumi from "@pulumi/pulumi";
import { getZoneOutput } from "@pulumi/aws/route53/getZone";
import type { StaticAddress } from "../addresses/address";
import type { BackendConfig, EntryConfig } from "../config/config";
import type { Vpc } from "../network/vpc";
import type { BackendSettings, LoadBalancing } from "./backend-settings";
import type { BlueGreenArgs, Switch } from "./blue-green";
import type { OwnVpcColor } from "./colors";
import { COLORS, type Color } from "./plan-blue-green";

/** The backend as configured, in the form that `BlueGreen` takes for what is in front of it. */
export function describeBackend(
  config: BackendConfig,
  entry: EntryConfig,
  frontDoor: Vpc,
  entryAddresses: Readonly<Record<string, StaticAddress>>,
): BlueGreenArgs {
  const { layout, live, weights, drainSeconds } = config;
  const common = {
    live: live ?? weights!,
    switch: switchOf(config, entry),
    frontDoor,
    clients: clientsOf(config, entry, frontDoor, entryAddresses),
    drainSeconds,
  };
  const loadBalancer = balancing(config, entry);
  const colors: Partial<Record<Color, BackendSettings & { cidr?: string }>> = {};
  for (const color of COLORS) {
    const settings = config[color];
    if (settings) colors[color] = { ...settings, loadBalancer };
  }
  return layout === "vpcPerColor"
    ? { ...common, layout, colors: colors as Partial<Record<Color, OwnVpcColor>> }
    : { ...common, layout, colors };
}

function switchOf(config: BackendConfig, { kind }: EntryConfig): Switch {
  if (kind === "nlbAlb") return { kind: "entry" };
  return kind === "accelerator" ? { kind: "entry", peered: false } : byRecord(config);
}

/** Behind an accelerator, the colours see the clients themselves. */
function clientsOf(
  { reach }: BackendConfig,
  { kind }: EntryConfig,
  frontDoor: Vpc,
  entryAddresses: Readonly<Record<string, StaticAddress>>,
): Readonly<Record<string, pulumi.Input<string>>> {
  if (kind === "accelerator") return { anywhere: "0.0.0.0/0" };
  return reach === "private" ? subnetsOf(frontDoor) : hostsOf(entryAddresses);
}

function byRecord({ reach, zone, ttlSeconds, gateTimeoutSeconds }: BackendConfig): Switch {
  return {
    kind: "record",
    reach:
      reach === "private"
        ? { kind: "private", zone }
        : { kind: "public", zone, zoneId: getZoneOutput({ name: zone }).zoneId },
    ttlSeconds,
    gateTimeoutSeconds,
  };
}

/** An NLB in front of one ALB needs none of the colours' own; one that follows addresses, an ALB each. */
export function balancing(
  { loadBalancer = "nlb" }: BackendConfig,
  entry: EntryConfig,
): LoadBalancing {
  if (entry.kind === "accelerator" && loadBalancer === "alb") {
    const { certificateArn } = entry;
    return { kind: "alb", ...(certificateArn !== undefined && { certificateArn }) };
  }
  if (entry.kind !== "nlbAlb") return { kind: loadBalancer };
  if (entry.target === "alb") return { kind: "none" };
  const { certificateArn, albIdleTimeoutSeconds: idleTimeoutSeconds } = entry;
  return {
    kind: "alb",
    ...(certificateArn !== undefined && { certificateArn }),
    ...(idleTimeoutSeconds !== undefined && { idleTimeoutSeconds }),
  };
}

/** The colours see the private addresses of the front door. */
function subnetsOf({ doorSubnets }: Vpc): Record<string, string> {
  return Object.fromEntries(Object.entries(doorSubnets).map(([zone, { cidr }]) => [zone, cidr]));
}

/** Over the internet, the colours see the proxies' Elastic IPs. */
function hostsOf(
  addresses: Readonly<Record<string, StaticAddress>>,
): Record<string, pulumi.Output<string>> {
  const nodes = Object.entries(addresses).filter(([key]) => key.startsWith("entry-"));
  return Object.fromEntries(
    nodes.map(([key, { publicIp }]) => [key, pulumi.interpolate`${publicIp}/32`]),
  );
}

/** The IPv4 blocks that the colours' load balancers are in, by colour or as `shared`. */
export function backendBlocks(config: BackendConfig, frontDoor: Vpc): Record<string, string> {
  if (config.reach === "public") {
    // Nodes may reach HTTPS anywhere as it is.
    return (config.blue ?? config.green)?.port === 443 ? {} : { internet: "0.0.0.0/0" };
  }
  if (config.layout === "sharedVpc") return { shared: frontDoor.cidr };
  const blocks = COLORS.flatMap((color) => {
    const cidr = config[color]?.cidr;
    return cidr === undefined ? [] : [[color, cidr]];
  });
  return Object.fromEntries(blocks) as Record<string, string>;
}
