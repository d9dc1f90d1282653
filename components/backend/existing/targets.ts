import { DEFAULT_HEALTH_PATH, DEFAULT_PORT } from "../color-backend";
import { COLORS, type Color } from "../plan-blue-green";
import type { BackendSection } from "../settings";
import { type ExistingSettings, TARGET_KINDS, type TargetKind } from "./settings";

/** An existing target, as configured. */
export interface ConfiguredTarget {
  readonly color: Color;
  /** Path of its settings. */
  readonly path: string;
  readonly kind: TargetKind;
  /** The name or the ARN. */
  readonly given: string;
  readonly port: number;
  readonly healthPath: string;
}

type TargetSettings = Omit<ExistingSettings, Color>;

/** Settings of the existing targets, with their colours. A single target is blue. */
export function settingsOf({
  existing,
}: Pick<BackendSection, "existing">): { color: Color; path: string; settings: TargetSettings }[] {
  if (existing === undefined) return [];
  const { blue, green, ...alone } = existing;
  const path = "backend.existing";
  if (blue === undefined && green === undefined) return [{ color: "blue", path, settings: alone }];
  return COLORS.flatMap((color) => {
    const settings = existing[color];
    return settings ? [{ color, path: `${path}.${color}`, settings }] : [];
  });
}

/** Existing targets of a section that has no problems itself. */
export function existingTargets(backend: Pick<BackendSection, "existing">): ConfiguredTarget[] {
  return settingsOf(backend).flatMap(({ color, path, settings }) => {
    const kind = TARGET_KINDS.find((one) => settings[one] !== undefined);
    if (kind === undefined) return [];
    const { port = DEFAULT_PORT, healthPath = DEFAULT_HEALTH_PATH } = settings;
    return [{ color, path, kind, given: settings[kind]!, port, healthPath }];
  });
}

/** Whether the target is a group of instances, which needs a load balancer of the stack. */
export const isGroup = ({ kind }: Pick<ConfiguredTarget, "kind">): boolean =>
  kind === "autoScalingGroup" || kind === "targetGroupArn";

/** Port and health check path of a colour. */
interface Endpoint {
  readonly color: Color;
  /** Path of its settings. */
  readonly path: string;
  readonly port: number;
  readonly healthPath: string;
}

/** Endpoints of the colours, created or existing. */
export const endpointsOf = (backend: BackendSection): Endpoint[] =>
  backend.existing
    ? existingTargets(backend)
    : COLORS.flatMap((color) => {
        const settings = backend[color];
        return settings ? [{ color, path: `backend.${color}`, ...settings }] : [];
      });

/** Endpoint of the first colour: both colours have one port, and proxies use the first colour's path. */
export const endpointOf = (backend: BackendSection): Endpoint => endpointsOf(backend)[0]!;
