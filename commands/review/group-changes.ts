import type { ChangeKind, ResourceChange } from "./stack-review";

/** Resources of one type with the same change. */
interface ChangeGroup {
  readonly kind: ChangeKind;
  /** The last part of the type token: `NatGateway`. */
  readonly type: string;
  readonly names: readonly string[];
  /** Changed properties; for replacements, those that force them. */
  readonly properties: readonly string[];
}

/** Groups changes that differ only in the resource's name, in the order of their first. */
export function groupChanges(changes: readonly ResourceChange[]): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup & { names: string[] }>();
  for (const { kind, type, name, properties } of changes) {
    const key = JSON.stringify([kind, type, properties]);
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { kind, type: type.split(":").at(-1)!, names: [name], properties });
  }
  return [...groups.values()];
}
