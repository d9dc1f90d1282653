import type { ChangeKind, ResourceChange } from "./stack-review";

/** Resources of one type to which the same happens. */
interface ChangeGroup {
  readonly kind: ChangeKind;
  /** The last part of the type token: `NatGateway`. */
  readonly type: string;
  readonly names: readonly string[];
  /** Properties that differ; of replacements, those that force them. */
  readonly properties: readonly string[];
}

/** Changes that are the same but for the resource's name, together, in the order of the first of them. */
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
