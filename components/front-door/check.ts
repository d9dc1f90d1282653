import { validateAliasRouting, validateMigrationTarget } from "../dns/check";
import { type Problem, listed } from "../settings/problem";
import type { OtherSections } from "./kind";
import { type EntrySettings, FRONT_DOOR_KINDS, chooseFrontDoor } from "./kinds";

/** Finds problems of the section `entry` itself. */
export function checkEntry(entry: EntrySettings): Problem[] {
  return chooseFrontDoor(entry)?.kind.check(entry) ?? [];
}

/** Finds sections that the front door needs, or that do not fit it. */
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
    ...(dns === "addresses" ? validateMigrationTarget(sections.dns, chosen.entry.kind) : []),
  ];
}

function withoutFrontDoor({ backend, dns }: OtherSections): Problem[] {
  const add = `add holdfast:entry with kind: ${listed([...FRONT_DOOR_KINDS.keys()])}`;
  const problems: Problem[] = [];
  if (backend !== undefined) {
    problems.push({
      path: "backend",
      problem: "has no front door",
      remedy: `${add}, or take the backend out`,
    });
  }
  if (dns !== undefined) {
    problems.push({
      path: "dns",
      problem: "names a front door that this configuration does not have",
      remedy: `${add}, or take dns out`,
    });
  }
  return problems;
}
