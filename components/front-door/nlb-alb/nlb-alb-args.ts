import type { BlueGreen } from "../../backend/blue-green";
import { endpointOf } from "../../backend/existing/targets";
import { COLORS } from "../../backend/plan-blue-green";
import type { BackendSection } from "../../backend/settings";
import type { FrontDoorArgs } from "../kind";
import { nlbClaims } from "../nlb/nlb-claims";
import { needsAlb, targetOf } from "./target-of";
import type { NlbAlbArgs } from "./args";
import type { NlbAlbSection } from "./settings";
import { webPorts } from "../web-alb/alb";
import type { FollowedName } from "./to-addresses";

/** The ports that names have, unless others are configured. */
const FOLLOWED_PORTS = [443];

/** The front door as configured, in the form that `NlbAlb` takes. */
export function nlbAlbArgs(entry: NlbAlbSection, args: FrontDoorArgs): NlbAlbArgs {
  const { vpc, addresses, backend, blueGreen, protect, tags } = args;
  const { crossZone, deletionProtection = protect, nlbIdleTimeoutSeconds } = entry;
  return {
    vpc,
    addresses,
    allowFrom: entry.allowFrom,
    crossZone,
    deletionProtection,
    nlbIdleTimeoutSeconds,
    claims: nlbClaims(args.claims),
    target: targetArgs(entry, backend, blueGreen),
    gateTimeoutSeconds: backend?.gateTimeoutSeconds,
    drainSeconds: backend?.drainSeconds,
    tags,
  };
}

/** The ports that clients connect to. */
export function publicPorts(
  { certificateArn, follow, ports = FOLLOWED_PORTS }: NlbAlbSection,
  backend: BackendSection | undefined,
): readonly number[] {
  if (backend === undefined || follow !== undefined) return ports;
  return webPorts(certificateArn);
}

function targetArgs(
  entry: NlbAlbSection,
  backend: BackendSection | undefined,
  blueGreen: BlueGreen | undefined,
): NlbAlbArgs["target"] {
  const { certificateArn, webAclArn, albIdleTimeoutSeconds, accessLogs, follow } = entry;
  if (backend === undefined || blueGreen === undefined) {
    const names = Object.entries(follow ?? {}).map(([key, { name, weight }]) => [
      key,
      { dnsName: name, weight },
    ]);
    const followed = Object.fromEntries(names) as Record<string, FollowedName>;
    return { kind: "ips", ports: publicPorts(entry, undefined), names: followed };
  }
  const { colors } = blueGreen;
  if (backend.existing && targetOf(entry, backend) === "alb" && !needsAlb(backend)) {
    return { kind: "albs", port: endpointOf(backend).port, colors };
  }
  if (targetOf(entry, backend) === "alb") {
    return {
      kind: "alb",
      colors,
      certificateArn,
      webAclArn,
      albIdleTimeoutSeconds,
      accessLogs,
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
  if (backend.existing) return { kind: "ips", ports: [endpointOf(backend).port], names: followed };
  // The colours' ALBs have the listeners that one of the front door's would have.
  return { kind: "ips", ports: webPorts(certificateArn), names: followed };
}
