import type { BackendSection } from "../backend/settings";
import type { Problem } from "../settings/problem";

/** Finds a front door without a backend. */
export function needsBackend(
  backend: BackendSection | undefined,
  remedy = "describe holdfast:backend, with live: blue and a colour blue",
): Problem[] {
  if (backend !== undefined) return [];
  return [
    { path: "backend", problem: "is missing, and the front door would lead nowhere", remedy },
  ];
}
