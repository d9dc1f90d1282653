import { isNotFound, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import type { AskedZone } from "./facts";
import { dnsProblem } from "./problems";
import { isReserved } from "./zone-names";

/** Finds out that the account has not got a public zone, or several. */
export function validateZone({ path, zone, creates, id }: AskedZone): Problem[] {
  if ("value" in id) return [];
  const at = { path, given: zone };
  if (/multiple .* matched/i.test(id.error))
    return [dnsProblem("public-zone-ambiguous", at, { zone })];
  if (!isNotFound(id.error)) return [unanswered(path, zone, id.error)];
  return [
    dnsProblem("public-zone-missing", at, { zone, creates: isReserved(zone) ? "" : creates }),
  ];
}

/** The id of the zone that a setting names, if it was asked for and is there. */
export function zoneIdOf(zones: readonly AskedZone[] = [], path: string): string | undefined {
  const id = zones.find((zone) => zone.path === path)?.id;
  return id && "value" in id ? id.value : undefined;
}
