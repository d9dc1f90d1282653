import type { Problem } from "../settings/problem";
import { COLORS, type Color, validateBlueGreen } from "./plan-blue-green";
import type { BackendSection } from "./settings";

/** Finds problems of the section `backend` itself. */
export function validateBackend(backend: BackendSection, networkCidr: string): Problem[] {
  return [
    ...validateBlueGreen(backend, networkCidr),
    ...validateSamePort(backend),
    ...COLORS.flatMap((color) => validateSize(backend, color)),
  ];
}

function validateSize(backend: BackendSection, color: Color): Problem[] {
  const { min, max } = backend[color] ?? { min: 0, max: 0 };
  if (max >= min) return [];
  return [
    {
      path: `backend.${color}.max`,
      given: max,
      problem: `must be a whole number from ${min}, which is backend.${color}.min, to 1,000`,
      remedy: `write ${min} or more`,
    },
  ];
}

/** HAProxy follows one name to one port. */
function validateSamePort({ blue, green }: BackendSection): Problem[] {
  if (blue === undefined || green === undefined || blue.port === green.port) return [];
  return [
    {
      path: "backend.green.port",
      given: green.port,
      problem: `differs from backend.blue.port, ${blue.port}, and the front door connects to one port`,
      remedy: `write ${blue.port} for both`,
    },
  ];
}
