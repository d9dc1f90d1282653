import * as pulumi from "@pulumi/pulumi";
import { getZoneOutput } from "@pulumi/aws/route53/getZone";
import type { StaticAddress } from "../addresses/address";
import type { BackendConfig } from "../config/config";
import type { Vpc } from "../network/vpc";
import type { BackendSettings } from "./backend-settings";
import type { BlueGreenArgs, OwnVpcColor } from "./blue-green";
import { COLORS, type Color } from "./plan-blue-green";

/** The backend as configured, in the form that `BlueGreen` takes. */
export function describeBackend(
  config: BackendConfig,
  frontDoor: Vpc,
  entryAddresses: Readonly<Record<string, StaticAddress>>,
): BlueGreenArgs {
  const { layout, live, weights, reach, zone, drainSeconds, ttlSeconds, loadBalancer } = config;
  const { gateTimeoutSeconds } = config;
  const isPrivate = reach === "private";
  const common = {
    live: live ?? weights!,
    reach: isPrivate
      ? ({ kind: "private", zone } as const)
      : ({ kind: "public", zone, zoneId: getZoneOutput({ name: zone }).zoneId } as const),
    frontDoor,
    clients: isPrivate ? subnetsOf(frontDoor) : hostsOf(entryAddresses),
    drainSeconds,
    ttlSeconds,
    gateTimeoutSeconds,
  };
  const colors: Partial<Record<Color, BackendSettings & { cidr?: string }>> = {};
  for (const color of COLORS) {
    const settings = config[color];
    if (settings) colors[color] = { ...settings, loadBalancer: { kind: loadBalancer } };
  }
  return layout === "vpcPerColor"
    ? { ...common, layout, colors: colors as Partial<Record<Color, OwnVpcColor>> }
    : { ...common, layout, colors };
}

/** The proxies are in the public subnets, and the colours see their private addresses. */
function subnetsOf({ publicSubnets }: Vpc): Record<string, string> {
  return Object.fromEntries(Object.entries(publicSubnets).map(([zone, { cidr }]) => [zone, cidr]));
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
