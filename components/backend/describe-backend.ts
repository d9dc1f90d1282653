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
  const { layout, live, weights, reach, drainSeconds } = config;
  const common = {
    live: live ?? weights!,
    switch: entry.kind === "nlbAlb" ? ({ kind: "entry" } as const) : byRecord(config),
    frontDoor,
    clients: reach === "private" ? subnetsOf(frontDoor) : hostsOf(entryAddresses),
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
function balancing({ loadBalancer }: BackendConfig, entry: EntryConfig): LoadBalancing {
  if (entry.kind !== "nlbAlb") return { kind: loadBalancer ?? "nlb" };
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
