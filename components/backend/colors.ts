import * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/network";
import type { Client } from "../network/security-groups";
import { Vpc } from "../network/vpc";
import { Backend } from "./backend";
import { ExistingTargets } from "./existing/existing-targets";
import type { BackendSettings, Clientele, ColorProtection } from "./backend-settings";
import { Peering } from "./peering";
import { COLORS, type Color, type Weights } from "./plan-blue-green";
import type { Tags } from "../tags";
import type { OwnVpcColor, Placement, ExistingColor, LiveColor } from "./args";

/** Target groups for the gate, of all colours that have one. */
export const targetGroupsOf = (
  colors: readonly (Pick<LiveColor, "backend"> & { readonly color: Color })[],
): Record<string, pulumi.Input<string>> =>
  Object.fromEntries(
    colors.flatMap(({ color, backend: { targetGroupArn } }) =>
      targetGroupArn === undefined ? [] : [[color, targetGroupArn]],
    ),
  );

/** Colours that are component resources. */
export const componentsOf = (colors: readonly Pick<LiveColor, "backend">[]): pulumi.Resource[] =>
  colors.flatMap(({ backend }) => (pulumi.Resource.isInstance(backend) ? [backend] : []));

interface ColorsArgs {
  readonly placement: Placement;
  readonly weights: Weights;
  /** VPC of the front door. */
  readonly frontDoor: Network;
  readonly facing: "internal" | "internet";
  /** Whether the front door's VPC is peered with the colours' VPCs. */
  readonly peered: boolean;
  readonly clientele: Clientele;
  readonly clients: Readonly<Record<string, Client>>;
  /** Deregistration delay, in seconds. */
  readonly drainSeconds: number;
  /** Whether the load balancers of colours with a weight are protected. */
  readonly deletionProtection: boolean;
  readonly tags?: Tags | undefined;
}

/**
 * Creates for each colour `<name>-<color>` (Vpc unless it is shared, Backend) and `<name>-peering-<color>` (a peering
 * of the colour's own VPC with the front door's, if there is one).
 */
export function createColors(
  name: string,
  args: ColorsArgs,
  parent: pulumi.ComponentResource,
): Partial<Record<Color, LiveColor>> {
  const { placement } = args;
  const colors: Partial<Record<Color, LiveColor>> = {};
  for (const color of COLORS) {
    if (placement.layout === "existing") {
      const existing = placement.colors[color];
      if (existing) colors[color] = useExisting(`${name}-${color}`, color, existing, args, parent);
    } else {
      const settings = placement.colors[color];
      if (settings) colors[color] = createColor(name, color, settings, args, parent);
    }
  }
  return colors;
}

function useExisting(
  name: string,
  color: Color,
  existing: ExistingColor,
  args: ColorsArgs,
  parent: pulumi.ComponentResource,
): LiveColor {
  const { weights, clientele, clients, drainSeconds, tags } = args;
  const weight = weights[color] ?? 0;
  if (!("targets" in existing)) return { weight, backend: existing, parts: [] };
  const deletionProtection = protectionOf(color, args);
  const around = { clientele, clients, drainSeconds, deletionProtection, tags };
  const backend = new ExistingTargets(name, { ...existing, ...around }, { parent });
  return { weight, backend, parts: [backend] };
}

function createColor(
  owner: string,
  color: Color,
  settings: BackendSettings,
  args: ColorsArgs,
  parent: pulumi.ComponentResource,
): LiveColor {
  const name = `${owner}-${color}`;
  const { placement, weights, frontDoor, facing, peered, clientele, clients, drainSeconds, tags } =
    args;
  const networking: pulumi.ComponentResource[] = [];
  let vpc = frontDoor;
  if (placement.layout === "vpcPerColor") {
    const own = createVpc(name, placement.colors[color]!, args, parent);
    vpc = own;
    networking.push(own);
    if (peered) {
      const between = { frontDoor, backend: own, tags };
      networking.push(new Peering(`${owner}-peering-${color}`, between, { parent }));
    }
  }
  const deletionProtection = protectionOf(color, args);
  const place = { color, vpc, facing, clientele, clients, deletionProtection };
  const backend = new Backend(name, { ...settings, ...place, drainSeconds, tags }, { parent });
  return { weight: weights[color] ?? 0, backend, parts: [...networking, backend] };
}

function protectionOf(
  color: Color,
  { deletionProtection, weights }: ColorsArgs,
): ColorProtection | undefined {
  if (!deletionProtection) return undefined;
  return (weights[color] ?? 0) > 0 ? "live" : "idle";
}

function createVpc(
  name: string,
  { cidr, egress, flowLogs }: OwnVpcColor,
  { frontDoor, tags }: ColorsArgs,
  parent: pulumi.ComponentResource,
): Vpc {
  return new Vpc(
    name,
    {
      cidr,
      availabilityZones: Object.keys(frontDoor.privateSubnets),
      egress: egress ?? { kind: "none" },
      flowLogs,
      tags,
    },
    { parent },
  );
}
