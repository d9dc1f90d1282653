import { requestColorInstances } from "../backend/request-instances";
import { chooseFrontDoor } from "../front-door/kinds";
import { requestHostInstances } from "../internal-host/resolve";
import type { InstanceRequest } from "../machine/instance-request";
import type { ParsedConfig } from "./parse-config";

type Sections = Pick<ParsedConfig, "entry" | "backend" | "jumpbox" | "internalHosts" | "whole">;

/**
 * The instances that the parts of the stack run which have no problems. The one that builds an image is not among them: it is of a type
 * that Packer's template has, and ends before nodes start.
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
