import type { BackendSection } from "../backend/settings";
import type { Problem } from "../settings/problem";
import { frontDoorProblem } from "./problems";

/**
 * Finds a front door without a backend.
 *
 * @param alternative to a backend, appended to the remedy
 */
export function needsBackend(backend: BackendSection | undefined, alternative = ""): Problem[] {
  return backend === undefined
    ? [frontDoorProblem("backend-missing", { path: "backend" }, { alternative })]
    : [];
}
