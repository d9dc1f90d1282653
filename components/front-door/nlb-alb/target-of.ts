import { existingTargets, isGroup } from "../../backend/existing/targets";
import type { BackendSection } from "../../backend/settings";
import type { NlbAlbSection } from "./settings";

/** The ALB's kind of target: what is configured, or what fits the rest. */
export function targetOf(
  { target, follow }: NlbAlbSection,
  backend: Pick<BackendSection, "layout" | "existing"> | undefined,
): "alb" | "ips" {
  if (target !== undefined) return target;
  if (follow !== undefined || backend === undefined) return "ips";
  const isAlb = backend.existing ? needsAlb(backend) : backend.layout === "sharedVpc";
  return isAlb ? "alb" : "ips";
}

/** Whether the backend is existing instances: an ALB of the front door forwards to them. */
export const needsAlb = (backend: Pick<BackendSection, "existing">): boolean =>
  existingTargets(backend).some(isGroup);
