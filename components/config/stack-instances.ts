import { requestColorInstances } from "../backend/request-instances";
import { chooseFrontDoor } from "../front-door/kinds";
import { requestHostInstances } from "../internal-host/resolve";
import type { InstanceRequest } from "../machine/instance-request";
import type { ParsedConfig } from "./parse-config";

type Sections = Pick<ParsedConfig, "entry" | "backend" | "jumpbox" | "internalHosts" | "whole">;

/**
 * Requests the instances of all parts of the stack that have no problems. The one that builds an image does not
 * count: its type is in Packer's template, and it is terminated before nodes start.
 *
 * @param zones of the stack, sorted
 */
export function requestInstances(
  { entry, backend, jumpbox, internalHosts = {}, whole }: Sections,
  zones: readonly string[],
): InstanceRequest[] {
  const chosen = whole.has("entry") ? chooseFrontDoor(entry) : undefined;
  const first = zones.slice(0, 1);
  return [
    ...(chosen?.kind.instances?.(chosen.entry, zones) ?? []),
    ...(chosen && backend ? requestColorInstances(backend, zones) : []),
    ...(jumpbox && jumpbox.kind !== "none"
      ? [{ path: "jumpbox.instanceType", type: jumpbox.instanceType, count: 1, zones: first }]
      : []),
    ...requestHostInstances(internalHosts, zones),
  ];
}
