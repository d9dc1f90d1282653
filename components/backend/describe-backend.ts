import type { BackendConfig } from "../config/config";
import type { Vpc } from "../network/vpc";
import type { BackendSettings } from "./backend-settings";
import type { BlueGreenArgs, OwnVpcColor } from "./blue-green";
import { COLORS, type Color } from "./plan-blue-green";

/** The backend as configured, in the form that `BlueGreen` takes. */
export function describeBackend(config: BackendConfig, frontDoor: Vpc): BlueGreenArgs {
  const { layout, live, weights, zone, drainSeconds, ttlSeconds, loadBalancer } = config;
  const common = {
    live: live ?? weights!,
    reach: { kind: "private", zone } as const,
    frontDoor,
    // The proxies are in the public subnets, and the colours see their private addresses.
    clients: Object.fromEntries(
      Object.entries(frontDoor.publicSubnets).map(([name, { cidr }]) => [name, cidr]),
    ),
    drainSeconds,
    ttlSeconds,
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

/** The IPv4 blocks that the colours' load balancers are in, by colour or as `shared`. */
export function backendBlocks(config: BackendConfig, frontDoor: Vpc): Record<string, string> {
  if (config.layout === "sharedVpc") return { shared: frontDoor.cidr };
  const blocks = COLORS.flatMap((color) => {
    const cidr = config[color]?.cidr;
    return cidr === undefined ? [] : [[color, cidr]];
  });
  return Object.fromEntries(blocks) as Record<string, string>;
}
