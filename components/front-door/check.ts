import { validateAliasRouting, validateMigrationOfAddresses } from "../dns/check";
import type { Problem } from "../settings/problem";
import type { OtherSections } from "./kind";
import { validateAllowFrom } from "./allow-from/check";
import { type EntrySettings, FRONT_DOOR_KINDS, allowFromOf, chooseFrontDoor } from "./kinds";
import { frontDoorProblem } from "./problems";

/** Validates the section `entry` without other sections. */
export function checkEntry(entry: EntrySettings): Problem[] {
  const allowFrom = allowFromOf(entry);
  return [
    ...(allowFrom ? validateAllowFrom(allowFrom, "entry.allowFrom") : []),
    ...(chooseFrontDoor(entry)?.kind.check(entry) ?? []),
  ];
}

/** Finds sections that the front door needs, or that cannot be combined with it. */
export function checkFrontDoorWith(
  entry: EntrySettings | undefined,
  sections: OtherSections,
): Problem[] {
  const chosen = chooseFrontDoor(entry);
  if (chosen === undefined) return withoutFrontDoor(sections);
  const { kind } = chosen;
  const dns = kind.dns(chosen.entry);
  return [
    ...kind.checkWith(chosen.entry, sections),
    ...(dns === "alias" ? validateAliasRouting(sections.dns, chosen.entry.kind) : []),
    ...(dns === "addresses" ? validateMigrationOfAddresses(sections.dns?.migration) : []),
  ];
}

function withoutFrontDoor({ backend, dns }: OtherSections): Problem[] {
  const data = { kinds: [...FRONT_DOOR_KINDS.keys()] };
  const problems: Problem[] = [];
  if (backend !== undefined) {
    problems.push(frontDoorProblem("backend-without-front-door", { path: "backend" }, data));
  }
  if (dns !== undefined) {
    problems.push(frontDoorProblem("dns-without-front-door", { path: "dns" }, data));
  }
  return problems;
}
