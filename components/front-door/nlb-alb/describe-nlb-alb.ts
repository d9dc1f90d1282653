import type { StaticAddress } from "../../addresses/address";
import type { BlueGreen } from "../../backend/blue-green";
import { COLORS } from "../../backend/plan-blue-green";
import type { BackendConfig, NlbAlbConfig } from "../../config/config";
import type { Vpc } from "../../network/vpc";
import type { NlbAlbArgs } from "./nlb-alb";
import type { FollowedName } from "./to-addresses";

/** The ports that names have, unless others are configured. */
const FOLLOWED_PORTS = [443];

/** The front door as configured, in the form that `NlbAlb` takes. */
export function describeNlbAlb(
  entry: NlbAlbConfig,
  backend: BackendConfig | undefined,
  blueGreen: BlueGreen | undefined,
  vpc: Vpc,
  addresses: Readonly<Record<string, StaticAddress>>,
): NlbAlbArgs {
  const { crossZone, deletionProtection, nlbIdleTimeoutSeconds } = entry;
  return {
    vpc,
    addresses,
    crossZone,
    deletionProtection,
    nlbIdleTimeoutSeconds,
    target: describeTarget(entry, backend, blueGreen),
    ...(backend && {
      gateTimeoutSeconds: backend.gateTimeoutSeconds,
      drainSeconds: backend.drainSeconds,
    }),
  };
}

function describeTarget(
  entry: NlbAlbConfig,
  backend: BackendConfig | undefined,
  blueGreen: BlueGreen | undefined,
): NlbAlbArgs["target"] {
  const { target, certificateArn, albIdleTimeoutSeconds, accessLogs, follow, ports } = entry;
  if (backend === undefined || blueGreen === undefined) {
    const names = Object.entries(follow ?? {}).map(([key, { name, weight }]) => [
      key,
      { dnsName: name, weight },
    ]);
    const followed = Object.fromEntries(names) as Record<string, FollowedName>;
    return { kind: "ips", ports: ports ?? FOLLOWED_PORTS, names: followed };
  }
  const { colors } = blueGreen;
  if (target === "alb") {
    return {
      kind: "alb",
      colors,
      ...(certificateArn !== undefined && { certificateArn }),
      ...(albIdleTimeoutSeconds !== undefined && { albIdleTimeoutSeconds }),
      ...(accessLogs && { accessLogs }),
    };
  }
  const names = COLORS.flatMap((color) => {
    const live = colors[color];
    if (live === undefined) return [];
    const { weight, backend: behind, parts } = live;
    const { dnsName, targetGroupArn: healthTargetGroupArn, healthPath } = behind;
    return [[color, { dnsName, weight, healthPath, healthTargetGroupArn, parts }]];
  });
  const followed = Object.fromEntries(names) as Record<string, FollowedName>;
  // The colours' ALBs have the listeners that one of the front door's would have.
  return { kind: "ips", ports: certificateArn === undefined ? [80] : [443, 80], names: followed };
}
