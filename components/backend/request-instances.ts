import type { InstanceRequest } from "../machine/instance-request";
import { COLORS } from "./plan-blue-green";
import type { BackendSection } from "./settings";

/** Instances that new colours start with. Existing instances run already. */
export function requestColorInstances(
  backend: BackendSection,
  zones: readonly string[],
): InstanceRequest[] {
  if (backend.existing) return [];
  return COLORS.flatMap((color) => {
    const settings = backend[color];
    if (!settings) return [];
    const { instanceType: type, min: count } = settings;
    return [{ path: `backend.${color}.instanceType`, type, count, zones }];
  });
}
